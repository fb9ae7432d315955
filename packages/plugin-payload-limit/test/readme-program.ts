import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { PayloadLimitError, payloadLimit, type SplitInfo } from "@tucuxi/plugin-payload-limit";

function log({ operation, reason, items, parts }: SplitInfo): void {
  console.log(`${operation}: ${items} items in ${parts} requests (${reason})`);
}

const cloudwatch = new CloudWatch({});
eventsOf(cloudwatch).use(payloadLimit({ strategy: "pessimistic", onSplit: log }));

try {
  await cloudwatch.putMetricData({
    Namespace: "Orders",
    MetricData: Array.from({ length: 2500 }, (_, shop) => ({ MetricName: `shop-${shop}`, Value: shop })),
  });
} catch (error) {
  if (!(error instanceof PayloadLimitError)) throw error;
  console.error(error.message);
  console.error(`${error.accepted.length} items are in CloudWatch, ${error.unsent.length} were not sent`);
}
