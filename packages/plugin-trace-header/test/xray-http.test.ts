import http from "node:http";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import AWSXRay from "aws-xray-sdk-core";
import { expect, it } from "vitest";
import { traceHeader, xray } from "../src/index.js";
import { lambdaOf, sent } from "./clients.js";

it("X-Ray's patched HTTP client sends the header as the plugin set it", async () => {
  AWSXRay.captureHTTPsGlobal(http);
  await using inspector = await startInspector();
  const segment = new AWSXRay.Segment("web");
  segment.additionalTraceData = { Lineage: "a87bd80c:1" };
  for (const signed of [true, false]) {
    const client = lambdaOf(inspector);
    eventsOf(client).use(traceHeader({ value: xray(), signed }));
    await AWSXRay.getNamespace().runPromise(async () => {
      AWSXRay.setSegment(segment);
      await client.listFunctions();
    });
  }
  const expected = `Root=${segment.trace_id};Parent=${segment.id};Sampled=1;Lineage=a87bd80c:1`;
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([expected, expected]);
});
