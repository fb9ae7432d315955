import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

export function install(client: DynamoDB) {
  eventsOf(client).registerLast("request-created.*", function nameProduct({ request }) {
    request.headers["user-agent"] += " orders/1.4";
  });
}

export async function run() {
  const dynamodb = new DynamoDB();
  install(dynamodb);
  await dynamodb.listTables();
}
