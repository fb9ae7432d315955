import { setTimeout } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { context, trace } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { traceHeader, xray } from "../src/index.js";
import { w3c } from "../src/w3c.js";
import { lambdaOf, s3Of, sent, signatures } from "./clients.js";
import { inInvocation } from "./lambda-environment.js";

// No X-Ray SDK is loaded here.
new NodeTracerProvider().register();

const TRACE_ID =
  "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:1";

beforeEach(() => {
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "orders");
  vi.stubEnv("AWS_LAMBDA_MAX_CONCURRENCY", "10");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it("xray() sends the invocation's trace id of the environment", async () => {
  vi.stubEnv("_X_AMZN_TRACE_ID", TRACE_ID);
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: xray() }));
  eventsOf(client).use(traceHeader({ header: "x-proxy-trace", value: xray() }));
  await client.listFunctions();
  expect(sent(inspector, "x-amzn-trace-id")).toEqual([TRACE_ID]);
  expect(sent(inspector, "x-proxy-trace")).toEqual([TRACE_ID]);
});

it("xray() sends nothing where the environment has a trace id but is not Lambda's", async () => {
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "");
  vi.stubEnv("_X_AMZN_TRACE_ID", TRACE_ID);
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ header: "x-proxy-trace", value: xray() }));
  await client.listFunctions();
  expect(sent(inspector, "x-proxy-trace")).toEqual([undefined]);
});

it("xray() tells the concurrent invocations of one process apart", async () => {
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-00000000-000000000000000000000000");
  await using inspector = await startInspector({ respond: ["500", "200", "500"] });
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ header: "x-proxy-trace", value: xray() }));
  eventsOf(client).use(traceHeader({ value: xray(), signed: false }));
  await Promise.all(
    Array.from({ length: 10 }, (_, invocation) =>
      inInvocation(
        { traceId: `Root=${invocation};Parent=p${invocation};Lineage=l${invocation}` },
        async () => {
          await setTimeout(invocation % 3);
          await client.invoke({ FunctionName: `f${invocation}` });
        },
      ),
    ),
  );
  expect(inspector.requests).toHaveLength(12);
  for (const { path, headers } of inspector.requests) {
    const n = /f(\d+)/.exec(path)?.[1];
    expect(headers["x-proxy-trace"]).toBe(`Root=${n};Parent=p${n};Lineage=l${n}`);
    expect(headers["x-amzn-trace-id"]).toBe(`Root=${n};Parent=p${n};Lineage=l${n}`);
  }
});

it.each([true, false])(
  "a fixed X-Amzn-Trace-Id comes before the invocation's, and keeps its Lineage (signed: %s)",
  async (signed) => {
    vi.stubEnv("_X_AMZN_TRACE_ID", TRACE_ID);
    await using inspector = await startInspector();
    const client = lambdaOf(inspector);
    const value = "Root=1-00000000-111111111111111111111111;Parent=2222222222222222;Sampled=0";
    eventsOf(client).use(traceHeader({ header: "X-Amzn-Trace-Id", value, signed }));
    await client.listFunctions();
    expect(sent(inspector, "x-amzn-trace-id")).toEqual([`${value};Lineage=a87bd80c:1`]);
    expect(signatures(inspector)).toEqual(["valid"]);
  },
);

it.each([true, false])(
  "w3c() comes before the trace context that the SDK takes over from the invocation (signed: %s)",
  async (signed) => {
    await using inspector = await startInspector();
    const client = lambdaOf(inspector);
    eventsOf(client).use(traceHeader({ value: w3c(), signed }));
    const span = trace.getTracer("test").startSpan("work");
    const invocation = {
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      tracestate: "lambda=1",
      baggage: "tenant=a",
    };
    await inInvocation(invocation, async () => {
      await client.listFunctions();
      await context.with(trace.setSpan(context.active(), span), () => client.listFunctions());
    });
    const { traceId, spanId } = span.spanContext();
    expect(sent(inspector, "traceparent")).toEqual([invocation.traceparent, `00-${traceId}-${spanId}-01`]);
    expect(sent(inspector, "tracestate")).toEqual(["lambda=1", undefined]);
    expect(sent(inspector, "baggage")).toEqual(["tenant=a", "tenant=a"]);
    expect(signatures(inspector)).toEqual(["valid", "valid"]);
  },
);

it("presigned URLs are signed for the host alone, without the traceparent that the SDK takes over", async () => {
  await using inspector = await startInspector({ verify: "enforce" });
  const client = s3Of(inspector);
  const command = new GetObjectCommand({ Bucket: "bkt", Key: "k" });
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const signedHeaders = async (): Promise<string | null> => {
    const url = await inInvocation({ traceparent }, () => getSignedUrl(client, command));
    return new URL(url).searchParams.get("X-Amz-SignedHeaders");
  };
  // The SDK by itself: if this ever is "host", the plugin has nothing left to take out.
  expect(await signedHeaders()).toBe("host;traceparent");
  eventsOf(client).use(traceHeader({ value: w3c() }));
  expect(await signedHeaders()).toBe("host");
});
