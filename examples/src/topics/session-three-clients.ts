/** Handlers of a session: one for all clients, one for a single service. boto3: `session.events.register(...)`. */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf, Session } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

await using inspector = await startInspector({ verify: "enforce" });
const config = inspector.clientConfig;

const session = new Session();
session.events.register("before-sign", function nameTeam({ request }) {
  request.headers["x-team"] = "orders";
});
// `for` tells the compiler whose operations the pattern names.
session.events.for<Lambda>().register("provide-client-params.lambda.Invoke", function runLatest({ params }) {
  params.Qualifier ??= "live";
});

// Each client starts with a copy of the session's handlers.
const cloudwatch = session.client(CloudWatch, config);
const dynamodb = session.client(DynamoDB, config);
const lambda = session.client(Lambda, config);

// What is registered on one of them is its own.
eventsOf(dynamodb).register("before-sign.dynamodb", function nameTable({ request }) {
  request.headers["x-table-owner"] = "warehouse";
});

await cloudwatch.listMetrics();
await dynamodb.listTables();
await lambda.invoke({ FunctionName: "orders" });

for (const { operation, query, headers } of inspector.requests) {
  const qualifier = query.get("Qualifier") ?? "-";
  const owner = headers["x-table-owner"] ?? "-";
  console.log(`${operation}: team ${headers["x-team"]}, owner ${owner}, qualifier ${qualifier}`);
}
