import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

export function install(dynamodb: DynamoDB) {
  eventsOf(dynamodb).register("provide-client-params.dynamodb.*", function useStagingTable({ params }) {
    return "TableName" in params ? { ...params, TableName: `staging-${params.TableName}` } : params;
  });
}

export async function run() {
  const dynamodb = new DynamoDB();
  install(dynamodb);
  await dynamodb.listTables();
  const order = { TableName: "orders", Key: { id: { S: "1" } } };
  await dynamodb.getItem(order);
  return order;
}
