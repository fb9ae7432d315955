import { gzipSync } from "node:zlib";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { bytesOf, eventsOf } from "@tucuxi/events";

export function install(cloudwatch: CloudWatch) {
  const events = eventsOf(cloudwatch);
  events.register("before-sign.cloudwatch.PutMetricData", async function compressBody({ request }) {
    if ("content-encoding" in request.headers) return;
    request.body = gzipSync(await bytesOf(request.body));
    request.headers["content-encoding"] = "gzip";
  });
}

export async function run() {
  const cloudwatch = new CloudWatch();
  install(cloudwatch);
  const metrics = [{ MetricName: "placed", Value: 1 }];
  return cloudwatch.putMetricData({ Namespace: "Orders", MetricData: metrics });
}
