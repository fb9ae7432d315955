import { setTimeout } from "node:timers/promises";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import type AWSXRay from "aws-xray-sdk-core";
import { beforeAll, expect, it, vi } from "vitest";
import { traceHeader, xray } from "../src/index.js";
import { lambdaOf, sent } from "./clients.js";
import { inInvocation } from "./lambda-environment.js";

let xraySdk: typeof AWSXRay;

// The X-Ray SDK looks at its environment once, when it is loaded: in Lambda it makes one facade segment.
beforeAll(async () => {
  vi.stubEnv("LAMBDA_TASK_ROOT", "/var/task");
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "orders");
  vi.stubEnv("AWS_LAMBDA_MAX_CONCURRENCY", "10");
  ({ default: xraySdk } = await import("aws-xray-sdk-core"));
});

/** The trace id of an invocation, as Lambda gives it. */
function traceIdOf(invocation: number, fields = "Sampled=1;Lineage=a87bd80c:1"): string {
  const n = String(invocation).padStart(4, "0");
  return `Root=1-67891233-abcdef01234567891234${n};Parent=53995c3f42cd${n};${fields}`;
}

it("the parent is the current subsegment and the rest that of this invocation, also where several run at once", async () => {
  await using inspector = await startInspector({ respond: ["500", "200", "500"] });
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  const expected: Record<string, string> = {};
  await Promise.all(
    Array.from({ length: 10 }, (_, invocation) =>
      inInvocation({ traceId: traceIdOf(invocation) }, () =>
        xraySdk.captureAsyncFunc("work", async (subsegment) => {
          expected[`f${invocation}`] = traceIdOf(invocation).replace(
            /Parent=[^;]*/,
            `Parent=${subsegment?.id}`,
          );
          await setTimeout(invocation % 3);
          await client.invoke({ FunctionName: `f${invocation}` });
          subsegment?.close();
        }),
      ),
    ),
  );
  expect(inspector.requests).toHaveLength(12);
  for (const { path, headers } of inspector.requests) {
    expect(headers["x-amzn-trace-id"]).toBe(expected[/f\d+/.exec(path)?.[0] ?? ""]);
  }
});

it("outside of a subsegment the header is that of the invocation, as the SDK sets it", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  eventsOf(client).use(traceHeader({ header: "x-proxy-trace", value: xray() }));
  await inInvocation({ traceId: traceIdOf(7) }, () => client.listFunctions());
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([traceIdOf(7)]);
  expect(sent(inspector, "x-proxy-trace")).toEqual([traceIdOf(7)]);
});

it("an unsampled subsegment is unsampled in a sampled invocation", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  let id: string | undefined;
  await inInvocation({ traceId: traceIdOf(8) }, () =>
    xraySdk.captureAsyncFunc("outer", async (outer) => {
      const inner = outer?.addNewSubsegment("inner");
      if (inner !== undefined) inner.notTraced = true;
      id = inner?.id;
      await xraySdk.getNamespace().runPromise(async () => {
        if (inner !== undefined) xraySdk.setSegment(inner);
        await client.listFunctions();
      });
    }),
  );
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([
    `Root=1-67891233-abcdef012345678912340008;Parent=${id};Sampled=0;Lineage=a87bd80c:1`,
  ]);
});

it("a segment of the application's own keeps the invocation's Lineage, under any name", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  eventsOf(client).use(traceHeader({ header: "x-proxy-trace", value: xray() }));
  const segment = new xraySdk.Segment("own", "1-67891233-999999999999999999999999");
  await inInvocation({ traceId: traceIdOf(9) }, () =>
    xraySdk.getNamespace().runPromise(async () => {
      xraySdk.setSegment(segment);
      await client.listFunctions();
    }),
  );
  const expected = `Root=1-67891233-999999999999999999999999;Parent=${segment.id};Sampled=1;Lineage=a87bd80c:1`;
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([expected]);
  expect(sent(inspector, "x-proxy-trace")).toEqual([expected]);
});

it("where Lambda passes a trace through without a segment of its own, its value goes on unchanged", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  const traceId = "Root=1-67891233-abcdef012345678912345679;Lineage=a87bd80c:1";
  await inInvocation({ traceId }, () =>
    xraySdk.captureAsyncFunc("work", async (subsegment) => {
      await client.listFunctions();
      subsegment?.close();
    }),
  );
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([traceId]);
});

it("a subsegment outside of an invocation, as during a cold start, has no trace to send", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  xraySdk.setContextMissingStrategy(() => {});
  await xraySdk.captureAsyncFunc("work", async () => client.listFunctions());
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([undefined]);
});
