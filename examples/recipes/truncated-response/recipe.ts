import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf, textOf } from "@tucuxi/events";

export function install(dynamodb: DynamoDB) {
  const pattern = "before-parse.dynamodb.ExecuteStatement";
  eventsOf(dynamodb).register(pattern, async function findTruncation({ response }) {
    response.body = await textOf(response.body);
    try {
      JSON.parse(response.body);
    } catch {
      response.statusCode = 503;
      response.body = "{}";
    }
  });
}

export async function run() {
  const dynamodb = new DynamoDB();
  install(dynamodb);
  return (await dynamodb.executeStatement({ Statement: 'SELECT "id" FROM "orders"' })).Items;
}
