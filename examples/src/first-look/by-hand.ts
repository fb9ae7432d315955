import type { DynamoDB, ServiceInputTypes, ServiceOutputTypes } from "@aws-sdk/client-dynamodb";
import { HttpRequest } from "@smithy/protocol-http";
import type { FinalizeRequestMiddleware } from "@smithy/types";

const middleware: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> =
  (next, context) => async (args) => {
    if (context["commandName"] !== "PutItemCommand") return next(args);
    if (!HttpRequest.isInstance(args.request)) return next(args);
    // The SDK sends the same object again when it retries.
    const request = HttpRequest.clone(args.request);
    request.headers["x-team"] = "orders";
    return next({ ...args, request });
  };

export function addTeam(dynamodb: DynamoDB) {
  dynamodb.middlewareStack.addRelativeTo(middleware, {
    name: "addTeam",
    relation: "before",
    toMiddleware: "httpSigningMiddleware",
  });
}
