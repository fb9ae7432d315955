import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { eventsOf } from "@tucuxi/events";

export function install(dynamodb: DynamoDB, expires: number) {
  function expire(item: Record<string, unknown> = {}) {
    item["expires"] = typeof item["id"] === "object" ? { N: String(expires) } : expires;
  }
  const events = eventsOf(dynamodb);
  events.register("provide-client-params.dynamodb.PutItem", function expireItem({ params }) {
    expire(params.Item);
  });
  events.register("provide-client-params.dynamodb.BatchWriteItem", function expireItems({ params }) {
    const requests = Object.values(params.RequestItems ?? {}).flat();
    for (const { PutRequest } of requests) expire(PutRequest?.Item);
  });
}

export async function run() {
  const lowLevel = new DynamoDB();
  const dynamodb = DynamoDBDocument.from(lowLevel);
  install(lowLevel, 1893456000);
  const [item, lowLevelItem] = [{ id: "1" }, { id: { S: "2" } }];
  await dynamodb.put({ TableName: "orders", Item: item });
  await lowLevel.putItem({ TableName: "orders", Item: lowLevelItem });
  const puts = [{ PutRequest: { Item: item } }, { DeleteRequest: { Key: { id: "3" } } }];
  await dynamodb.batchWrite({ RequestItems: { orders: puts } });
  return [item, lowLevelItem];
}
