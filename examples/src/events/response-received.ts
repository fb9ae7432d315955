import { type DynamoDB, DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

const client = new DynamoDBClient({});
eventsOf<DynamoDB>(client).register("response-received.dynamodb.ListTables", function report(event) {
  const { response, parsed, exception } = event;
  const outcome = exception instanceof Error ? exception.name : parsed?.TableNames;
  console.log(response?.statusCode, outcome);
});

// The endpoint throttles, then answers.
await client.send(new ListTablesCommand({}));
