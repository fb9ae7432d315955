import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";

const dynamodb = new DynamoDB({});
eventsOf(dynamodb).use(payloadLimit({ resend: { attempts: 3 } }));

const { UnprocessedItems = {} } = await dynamodb.batchWriteItem({
  RequestItems: {
    orders: Array.from({ length: 60 }, (_, id) => ({ PutRequest: { Item: { id: { S: `order-${id}` } } } })),
  },
});
console.log(`${UnprocessedItems["orders"]?.length ?? 0} of 60 orders were not written`);
