import { AsyncLocalStorage } from "node:async_hooks";
import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { traceHeader } from "@tucuxi/plugin-trace-header";

/** The id of the request that is being served. */
const requestId = new AsyncLocalStorage<string>();

const lambda = new Lambda({});
eventsOf(lambda).use(
  traceHeader({
    header: "x-request-id",
    value: ({ operationName }) => (operationName === "Invoke" ? requestId.getStore() : undefined),
  }),
);

const serve = (id: string) => requestId.run(id, () => lambda.invoke({ FunctionName: "orders" }));
await Promise.all([serve("request-1"), serve("request-2")]);
await lambda.listFunctions();
