import { setTimeout } from "node:timers/promises";
import { context, trace } from "@opentelemetry/api";
import { WebTracerProvider } from "@opentelemetry/sdk-trace-web";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { expect, it } from "vitest";
import { traceHeader } from "../src/index.js";
import { w3c } from "../src/w3c.js";
import { lambdaOf, sent } from "./clients.js";
import { registerForThisFile } from "./open-telemetry.js";

// OpenTelemetry's provider for browsers: its context manager is a stack, which knows no asynchronous code.
registerForThisFile(new WebTracerProvider());

it("a call has the span that is active in the synchronous code that makes it", async () => {
  await using inspector = await startInspector({ respond: ["500"] });
  const client = lambdaOf(inspector);
  const events = eventsOf(client);
  events.registerFirst("provide-client-params.lambda.ListFunctions", () => setTimeout(1, undefined));
  events.use(traceHeader({ value: w3c() }));
  const span = trace.getTracer("test").startSpan("click");
  const call = context.with(trace.setSpan(context.active(), span), () => client.listFunctions());
  await call;
  const { traceId, spanId } = span.spanContext();
  const traceparent = `00-${traceId}-${spanId}-01`;
  expect(sent(inspector, "traceparent")).toEqual([traceparent, traceparent]);
});
