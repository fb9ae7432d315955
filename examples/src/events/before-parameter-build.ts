import { type DynamoDB, DynamoDBClient, GetItemCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { eventsOf, textOf } from "@tucuxi/events";

const client = new DynamoDBClient({});
const events = eventsOf<DynamoDB>(client);
events.register("before-parameter-build.dynamodb", function askForCapacity({ params, model }) {
  const member = "ReturnConsumedCapacity";
  if (model.inputMembers.includes(member)) Object.assign(params, { [member]: "TOTAL" });
});
events.register("before-call.dynamodb", async ({ eventName, request }) => {
  console.log(eventName, await textOf(request.body));
});

await client.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "7" } } }));
await client.send(new ListTablesCommand({}));
