/** A Lambda function as users deploy it: bundled and minified into one file. */
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { rateLimit } from "@tucuxi/plugin-rate-limit";
import { s3Compat } from "@tucuxi/plugin-s3-compat";
import { stub } from "@tucuxi/plugin-stubber";
import { traceHeader, xray } from "@tucuxi/plugin-trace-header";

const client = new DynamoDB();
const events = eventsOf(client);
events.use(guard({ allow: ["dynamodb.BatchWriteItem"] }));
events.use(payloadLimit());
events.use(s3Compat());
events.use(rateLimit({ "dynamodb.*": "100/s" }));
events.use(gzip({ operations: ["dynamodb.BatchWriteItem"] }));
events.use(traceHeader({ value: xray() }));
events.use(logger({ format: "json" }));

export async function handler(event: { readonly orders: number }): Promise<{ written: number }> {
  const orders = Array.from({ length: event.orders }, (_, id) => ({
    PutRequest: { Item: { id: { N: `${id}` }, shop: { S: "lisbon" } } },
  }));
  // Without orders this is a dry run.
  const stubs = event.orders === 0 ? stub(client) : undefined;
  stubs?.on("dynamodb.BatchWriteItem").returns({ UnprocessedItems: {} });
  await client.batchWriteItem({ RequestItems: { orders } });
  stubs?.dispose();
  return { written: orders.length };
}
