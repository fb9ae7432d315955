import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { type Compression, gzip } from "@tucuxi/plugin-gzip";

function log({ operation, originalBytes, compressedBytes, ratio }: Compression): void {
  console.log(
    `${operation}: ${originalBytes} bytes to ${compressedBytes}, ${ratio.toFixed(1)} times smaller`,
  );
}

// A local endpoint in place of AWS. For the real one: new CloudWatch({}).
const inspector = await startInspector({ verify: "enforce" });
const { url: endpoint, credentials } = inspector;
const cloudwatch = new CloudWatch({ endpoint, credentials, region: "eu-west-1" });
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

for (const { wireBytes, bodyBytes, contentEncoding, signature } of inspector.requests) {
  console.log(
    `arrived: ${wireBytes} bytes of ${contentEncoding}, ${bodyBytes} decoded, signature ${signature.state}`,
  );
}
await inspector.close();
