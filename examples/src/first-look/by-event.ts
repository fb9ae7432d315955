import type { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

export function addTeam(dynamodb: DynamoDB) {
  eventsOf(dynamodb).register("before-sign.dynamodb.PutItem", ({ request }) => {
    request.headers["x-team"] = "orders";
  });
}
