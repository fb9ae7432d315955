/** The same compression twice: with your own handler, and with a plugin that also knows the special cases. */
import { gzipSync } from "node:zlib";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { bytesOf, eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { gzip } from "@tucuxi/plugin-gzip";

await using inspector = await startInspector({ verify: "enforce" });
const config = inspector.clientConfig;
const metrics = {
  Namespace: "Shop",
  MetricData: Array.from({ length: 50 }, (_, hour) => ({ MetricName: "orders", Value: hour })),
};

const byHand = new CloudWatch(config);
const takeBack = eventsOf(byHand).register(
  "before-sign.cloudwatch.PutMetricData",
  async function compressBody({ request }) {
    if ("content-encoding" in request.headers) return;
    request.body = gzipSync(await bytesOf(request.body));
    request.headers["content-encoding"] = "gzip";
  },
);
await byHand.putMetricData(metrics);

takeBack();
await byHand.putMetricData(metrics);

const byPlugin = new CloudWatch(config);
eventsOf(byPlugin).use(gzip());
await byPlugin.putMetricData(metrics);

for (const { contentEncoding, wireBytes, bodyBytes, signature } of inspector.requests) {
  const size = wireBytes < bodyBytes ? "smaller" : "as long as it was";
  console.log(`encoding: ${contentEncoding ?? "none"}, ${size}, signature ${signature.state}`);
}
