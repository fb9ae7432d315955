import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { traceHeader, xray } from "@tucuxi/plugin-trace-header";
import AWSXRay from "aws-xray-sdk-core";

const lambda = new Lambda({});
eventsOf(lambda).use(traceHeader({ value: xray() }));

// A web framework's X-Ray middleware makes the segment; in Lambda the runtime does.
await AWSXRay.getNamespace().runPromise(async () => {
  const segment = new AWSXRay.Segment("shop");
  AWSXRay.setSegment(segment);
  await AWSXRay.captureAsyncFunc("checkout", async (subsegment) => {
    await lambda.invoke({ FunctionName: "orders" });
    subsegment?.close();
  });
  segment.close();
});
