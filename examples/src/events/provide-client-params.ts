import { type DynamoDB, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { eventsOf, textOf } from "@tucuxi/events";

const client = new DynamoDBClient({});
const events = eventsOf<DynamoDB>(client);
events.register("provide-client-params.dynamodb.GetItem", function useTestTable({ params }) {
  return { ...params, TableName: `test-${params.TableName}` };
});
events.register("before-call.dynamodb.GetItem", async ({ request }) => {
  console.log(await textOf(request.body));
});

const command = new GetItemCommand({ TableName: "orders", Key: { id: { S: "7" } } });
await client.send(command);
console.log("the command keeps", command.input.TableName);
