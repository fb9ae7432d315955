import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { logger } from "@tucuxi/plugin-logger";

const lambda = new Lambda({});
eventsOf(lambda).use(logger({ level: "trace", format: "json" }));

// In place of the body the record has
// { "redacted": { "FunctionName": "orders", "Environment": { "Variables": "[redacted]" } } }
await lambda.updateFunctionConfiguration({
  FunctionName: "orders",
  Environment: { Variables: { DB_PASSWORD: "correct-horse-battery" } },
});
