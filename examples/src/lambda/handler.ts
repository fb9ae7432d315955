import { DynamoDB, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { eventsOf, withContext } from "@tucuxi/events";
import { logger } from "@tucuxi/plugin-logger";
import { traceHeader, xray } from "@tucuxi/plugin-trace-header";

// Once for each execution environment. The invocations reuse the client, with its handlers.
const dynamodb = new DynamoDB({ cacheMiddleware: true });
const events = eventsOf(dynamodb);
events.use(logger({ format: "json" }));
events.use(traceHeader({ value: xray() }));
events.register("before-sign", function addRequestId({ request, context }) {
  if (typeof context["requestId"] === "string") request.headers["x-request-id"] = context["requestId"];
});

export async function handler(
  event: { readonly order: string },
  { awsRequestId: requestId }: { readonly awsRequestId: string },
): Promise<{ stored: string }> {
  const command = new PutItemCommand({ TableName: "orders", Item: { id: { S: event.order } } });
  await dynamodb.send(withContext(command, { requestId }));
  return { stored: event.order };
}
