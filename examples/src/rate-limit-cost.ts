import { DynamoDB, type QueryOutput } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { type Attempt, rateLimit } from "@tucuxi/plugin-rate-limit";

function capacityUnits({ parsed }: Attempt): number | undefined {
  const output: QueryOutput | undefined = parsed;
  return output?.ConsumedCapacity?.CapacityUnits;
}

const dynamodb = new DynamoDB({});
eventsOf(dynamodb).use(
  rateLimit({ "dynamodb.Query": { units: 200, per: "1s", cost: capacityUnits }, adaptive: true }),
);

const shops = ["lisbon", "porto", "faro"];
await Promise.all(
  shops.map((shop) =>
    dynamodb.query({
      TableName: "orders",
      KeyConditionExpression: "shop = :shop",
      ExpressionAttributeValues: { ":shop": { S: shop } },
      ReturnConsumedCapacity: "TOTAL",
    }),
  ),
);
