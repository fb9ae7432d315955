import { type CloudWatch, CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";

const client = new CloudWatchClient({ maxAttempts: 1 });
const events = eventsOf<CloudWatch>(client);
events.register("after-call-error.cloudwatch.PutMetricData", function doWithout({ exception }) {
  console.log("metrics are lost:", exception instanceof Error && "code" in exception && exception.code);
  return { parsed: {} };
});

// The endpoint closes the connection without an answer.
const output = await client.send(new PutMetricDataCommand({ Namespace: "Shop", MetricData: [] }));
console.log("the call ended with", output);
