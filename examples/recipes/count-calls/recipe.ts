import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { type EmittedEvent, eventsOf } from "@tucuxi/events";

export function install(client: DynamoDB, counts: Record<string, number>) {
  function count({ eventName }: EmittedEvent) {
    counts[eventName] = (counts[eventName] ?? 0) + 1;
  }
  eventsOf(client).register("after-call.*.*", count, { uniqueId: "count-calls" });
}

export function uninstall(client: DynamoDB) {
  eventsOf(client).unregister("after-call.*.*", { uniqueId: "count-calls" });
}

export async function run() {
  const dynamodb = new DynamoDB();
  const counts = {};
  install(dynamodb, counts);
  install(dynamodb, counts);
  await dynamodb.listTables();
  await dynamodb.listTables();
  uninstall(dynamodb);
  await dynamodb.listTables();
  return counts;
}
