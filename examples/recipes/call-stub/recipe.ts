import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf, type Parsed } from "@tucuxi/events";

const ANSWERS: Record<string, Parsed> = { ListTables: { TableNames: ["orders"] }, PutItem: {} };

export function install(dynamodb: DynamoDB) {
  eventsOf(dynamodb).register("before-call.*.*", function answer({ model }) {
    const parsed = ANSWERS[model.name];
    return parsed && { parsed };
  });
}

export async function run() {
  const dynamodb = new DynamoDB();
  install(dynamodb);
  await dynamodb.putItem({ TableName: "orders", Item: { id: { S: "1" } } });
  return dynamodb.listTables();
}
