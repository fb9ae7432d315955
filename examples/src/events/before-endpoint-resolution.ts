import { type DynamoDB, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { eventsOf, urlOf } from "@tucuxi/events";

const client = new DynamoDBClient({});
const events = eventsOf<DynamoDB>(client);
events.register("before-endpoint-resolution.dynamodb", function readArchiveElsewhere({ params, builtins }) {
  if ("TableName" in params && params.TableName === "archive") builtins["Region"] = "eu-central-1";
});
events.register("before-send.dynamodb.GetItem", ({ request }) => {
  console.log(urlOf(request).hostname);
  return { statusCode: 200, body: "{}" };
});

await client.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "7" } } }));
await client.send(new GetItemCommand({ TableName: "archive", Key: { id: { S: "7" } } }));
