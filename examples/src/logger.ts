import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { logger } from "@tucuxi/plugin-logger";

const lambda = new Lambda({});
eventsOf(lambda).use(logger({ level: "debug", format: "pretty" }));

await lambda.invoke({ FunctionName: "orders", Payload: JSON.stringify({ card: "4111 1111 1111 1111" }) });
