import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { type Compression, gzip } from "@tucuxi/plugin-gzip";

function log({ operation, originalBytes, compressedBytes, ratio }: Compression): void {
  console.log(
    `${operation}: ${originalBytes} bytes to ${compressedBytes}, ${ratio.toFixed(1)} times smaller`,
  );
}

const cloudwatch = new CloudWatch({});
eventsOf(cloudwatch).use(gzip({ onCompress: log }));

await cloudwatch.putMetricData({
  Namespace: "Orders",
  MetricData: Array.from({ length: 50 }, (_, shop) => ({
    MetricName: "OrdersPlaced",
    Dimensions: [{ Name: "Shop", Value: `shop-${shop}` }],
    Unit: "Count",
    Value: shop,
  })),
});
