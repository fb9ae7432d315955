import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { expect, it } from "vitest";
import { traceHeader } from "../src/index.js";
import { w3c } from "../src/w3c.js";
import { lambdaOf, sent } from "./clients.js";

it("w3c() sends nothing where no OpenTelemetry SDK is registered", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: w3c() }));
  await client.listFunctions();
  expect(sent(inspector, "traceparent")).toEqual([undefined]);
  expect(sent(inspector, "tracestate")).toEqual([undefined]);
  expect(sent(inspector, "baggage")).toEqual([undefined]);
});
