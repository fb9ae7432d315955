/** A page that sends compressed metrics to the endpoint in its address: `?endpoint=http://127.0.0.1:4566`. */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { rateLimit } from "@tucuxi/plugin-rate-limit";
import { s3Compat } from "@tucuxi/plugin-s3-compat";
import { stub } from "@tucuxi/plugin-stubber";
import { random, traceHeader } from "@tucuxi/plugin-trace-header";

async function sendMetrics(): Promise<void> {
  const client = new CloudWatch({
    endpoint: new URLSearchParams(location.search).get("endpoint") ?? "",
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const events = eventsOf(client);
  events.use(guard({ mode: "read-write" }));
  events.use(payloadLimit());
  events.use(s3Compat());
  events.use(gzip());
  events.use(rateLimit({ "cloudwatch.*": "100/s" }));
  events.use(traceHeader({ header: "x-trace-id", value: random() }));
  events.use(logger({ format: "pretty" }));
  const MetricData = Array.from({ length: 1200 }, (_, view) => ({ MetricName: `view-${view}`, Value: view }));
  await client.putMetricData({ Namespace: "Page", MetricData });

  const stubs = stub(client);
  stubs.on("cloudwatch.ListMetrics").returns({ Metrics: [{ MetricName: "view-1" }] });
  const { Metrics } = await client.listMetrics({});
  if (Metrics?.[0]?.MetricName !== "view-1") throw new Error("the stub didn't answer");
  stubs.dispose();
}

// Lets whoever opens the page wait for the calls.
Object.assign(globalThis, { sent: sendMetrics() });
