import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";

await using inspector = await startInspector();
const dynamodb = new DynamoDB(inspector.clientConfig);
eventsOf(dynamodb).use(payloadLimit());

// DynamoDB takes 25 at most.
const orders = Array.from({ length: 60 }, (_, number) => ({
  PutRequest: { Item: { id: { S: `order-${number}` } } },
}));
await dynamodb.batchWriteItem({ RequestItems: { orders } });

console.log(`${orders.length} orders in ${inspector.requests.length} requests`);
