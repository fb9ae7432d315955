import { Lambda } from "@aws-sdk/client-lambda";
import { trace } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { Session } from "@tucuxi/events";
import { traceHeader } from "@tucuxi/plugin-trace-header";
import { w3c } from "@tucuxi/plugin-trace-header/w3c";

new NodeTracerProvider().register(); // with W3C's propagators, and a context that follows asynchronous code

const session = new Session();
session.events.use(traceHeader({ value: w3c() }));
const lambda = session.client(Lambda, {});

await trace.getTracer("shop").startActiveSpan("checkout", async (span) => {
  await lambda.invoke({ FunctionName: "orders" });
  span.end();
});
