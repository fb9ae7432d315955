import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { random, traceHeader } from "@tucuxi/plugin-trace-header";

const lambda = new Lambda({});
eventsOf(lambda).use(traceHeader({ header: "x-trace-id", value: random() }));

await lambda.invoke({ FunctionName: "orders", Payload: JSON.stringify({ order: 1 }) });
