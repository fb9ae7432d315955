import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { random, traceHeader } from "@tucuxi/plugin-trace-header";

// A local endpoint in place of AWS. For the real one: new Lambda({}).
const inspector = await startInspector({ verify: "enforce" });
const { url: endpoint, credentials } = inspector;
const lambda = new Lambda({ endpoint, credentials, region: "eu-west-1" });
eventsOf(lambda).use(traceHeader({ header: "x-trace-id", value: random() }));

await lambda.invoke({ FunctionName: "orders", Payload: JSON.stringify({ order: 1 }) });

for (const { headers, signature } of inspector.requests) {
  console.log(headers["x-trace-id"], `signature ${signature.state}`);
}
await inspector.close();
