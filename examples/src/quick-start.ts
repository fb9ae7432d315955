import { type CloudWatch, CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";

const client = new CloudWatchClient({});
const events = eventsOf<CloudWatch>(client); // boto3: client.meta.events

events.register("before-sign.cloudwatch.PutMetricData", ({ request }) => {
  request.headers["x-trace-id"] = "trace-trace";
});
events.use(gzip());

const MetricData = Array.from({ length: 24 }, (_, hour) => ({
  MetricName: `orders-${hour}h`,
  Value: hour,
}));
await client.send(new PutMetricDataCommand({ Namespace: "Shop", MetricData }));
