import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

// A local endpoint in place of AWS. For the real one: new DynamoDB({}).
await using inspector = await startInspector();
const dynamodb = new DynamoDB(inspector.clientConfig);
const events = eventsOf(dynamodb);

events.register("before-sign.dynamodb.PutItem", function nameTeam({ request }) {
  request.headers["x-team"] = "orders";
});
events.register("after-call.dynamodb.GetItem", function showTotal({ parsed }) {
  console.log("total:", parsed?.Item?.["total"]?.N);
});

await dynamodb.putItem({ TableName: "orders", Item: { id: { S: "1" }, total: { N: "40" } } });
inspector.respond({ body: '{"Item":{"id":{"S":"1"},"total":{"N":"40"}}}' });
await dynamodb.getItem({ TableName: "orders", Key: { id: { S: "1" } } });

for (const { operation, headers, signature } of inspector.requests) {
  console.log(operation, headers["x-team"] ?? "no team", `signature ${signature.state}`);
}
