import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { startInspector } from "@tucuxi/inspector";

await using inspector = await startInspector({ respond: ["500", "throttle"] });

const client = new CloudWatch(inspector.clientConfig);
await client.putMetricData({
  Namespace: "Orders",
  MetricData: Array.from({ length: 500 }, (_, index) => ({ MetricName: `shop-${index}`, Value: index })),
});

for (const request of inspector.requests) {
  console.log(
    request.operation,
    request.status,
    request.wireBytes,
    request.bodyBytes,
    request.signature.state,
  );
}
