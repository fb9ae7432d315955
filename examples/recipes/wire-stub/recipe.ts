import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

export function install(dynamodb: DynamoDB) {
  eventsOf(dynamodb).register("before-send.dynamodb.ListTables", function answer() {
    const headers = { "content-type": "application/x-amz-json-1.0" };
    return { statusCode: 200, headers, body: '{"TableNames": ["orders"]}' };
  });
}

export async function run() {
  const dynamodb = new DynamoDB();
  install(dynamodb);
  return dynamodb.listTables();
}
