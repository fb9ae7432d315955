import { setTimeout } from "node:timers/promises";
import { Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { type Context, context, createTraceState, propagation, TraceFlags, trace } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { eventsOf, Session } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { expect, it } from "vitest";
import { traceHeader } from "../src/index.js";
import { w3c } from "../src/w3c.js";
import { configOf, lambdaOf, s3Of, sent, signatures, signedNames } from "./clients.js";
import { registerForThisFile } from "./open-telemetry.js";

// Registers the propagators of W3C's trace context and baggage, and a context manager on AsyncLocalStorage.
registerForThisFile(new NodeTracerProvider());
const tracer = trace.getTracer("test");

/** Runs code in a new active span, and gives the span's `traceparent`. */
async function inSpan(run: () => unknown, parent: Context = context.active()): Promise<string> {
  return tracer.startActiveSpan("work", {}, parent, async (span) => {
    await run();
    span.end();
    const { traceId, spanId } = span.spanContext();
    return `00-${traceId}-${spanId}-01`;
  });
}

/** The context of a request that came in with W3C headers. */
function incoming(headers: Record<string, string>): Context {
  return propagation.extract(context.active(), headers);
}

it("the active span is sent as traceparent, signed", async () => {
  await using inspector = await startInspector({ verify: "enforce" });
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: w3c() }));
  const traceparent = await inSpan(() => client.listFunctions());
  expect(sent(inspector, "traceparent")).toEqual([traceparent]);
  expect(sent(inspector, "tracestate")).toEqual([undefined]);
  expect(sent(inspector, "baggage")).toEqual([undefined]);
  expect(signedNames(inspector)).toEqual([expect.arrayContaining(["traceparent"])]);
  expect(signatures(inspector)).toEqual(["valid"]);
});

it("the tracestate and the baggage of an incoming request go on, percent-encoded and signed", async () => {
  await using inspector = await startInspector({ verify: "enforce" });
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: w3c() }));
  const parent = incoming({
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    tracestate: "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
  });
  const baggage = propagation.createBaggage({ city: { value: "Belém, PA" }, tier: { value: "1" } });
  const traceparent = await inSpan(() => client.listFunctions(), propagation.setBaggage(parent, baggage));
  expect(traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-/);
  expect(sent(inspector, "traceparent")).toEqual([traceparent]);
  expect(sent(inspector, "tracestate")).toEqual(["rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"]);
  expect(sent(inspector, "baggage")).toEqual(["city=Bel%C3%A9m%2C%20PA,tier=1"]);
  expect(signedNames(inspector)).toEqual([expect.arrayContaining(["baggage", "traceparent", "tracestate"])]);
  expect(signatures(inspector)).toEqual(["valid"]);
});

it("with baggage: false only the trace is sent", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: w3c({ baggage: false }) }));
  const baggage = propagation.createBaggage({ user: { value: "ana" } });
  const traceparent = await inSpan(
    () => client.listFunctions(),
    propagation.setBaggage(context.active(), baggage),
  );
  expect(sent(inspector, "traceparent")).toEqual([traceparent]);
  expect(sent(inspector, "baggage")).toEqual([undefined]);
});

it("each of many concurrent calls has the span that it was made in, across awaits and attempts", async () => {
  await using inspector = await startInspector({ respond: ["500", "200", "500"] });
  const client = lambdaOf(inspector);
  const events = eventsOf(client);
  events.register("provide-client-params.lambda.Invoke", () => setTimeout(1, undefined));
  events.use(traceHeader({ value: w3c() }));
  const traceparents = await Promise.all(
    Array.from({ length: 10 }, (_, call) =>
      inSpan(async () => {
        await setTimeout(call % 3);
        await client.invoke({ FunctionName: `f${call}` });
      }),
    ),
  );
  expect(inspector.requests).toHaveLength(12);
  for (const { path, headers } of inspector.requests) {
    const call = Number(/f(\d+)/.exec(path)?.[1]);
    expect(headers["traceparent"]).toBe(traceparents[call]);
  }
  expect(new Set(signatures(inspector))).toEqual(new Set(["valid"]));
});

it("a call that is awaited in another span has the one that it was made in", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  const events = eventsOf(client);
  events.use(traceHeader({ value: w3c() }));
  let call: Promise<unknown> | undefined;
  const traceparent = await inSpan(() => {
    call = client.listFunctions();
  });
  await inSpan(() => call);
  expect(sent(inspector, "traceparent")).toEqual([traceparent]);
});

it("outside of a span nothing is added, and an unsampled span says that it is not sampled", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: w3c() }));
  await client.listFunctions();
  const unsampled = trace.setSpanContext(context.active(), {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    traceFlags: TraceFlags.NONE,
  });
  await context.with(unsampled, () => client.listFunctions());
  expect(sent(inspector, "traceparent")).toEqual([
    undefined,
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
  ]);
});

it("a traceparent that is there keeps its own tracestate; override replaces both", async () => {
  await using inspector = await startInspector();
  const parent = incoming({
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    tracestate: "ours=1",
  });
  const there = "00-11111111111111111111111111111111-2222222222222222-01";
  const traceparents: string[] = [];
  for (const [override, from, headers] of [
    [false, parent, { traceparent: there, tracestate: "theirs=1" }],
    [false, parent, { traceparent: there }],
    [true, parent, { traceparent: there, tracestate: "theirs=1" }],
    [true, context.active(), { traceparent: there, tracestate: "theirs=1" }],
  ] as const) {
    const client = lambdaOf(inspector);
    const events = eventsOf(client);
    events.register("before-call", ({ request }) => {
      Object.assign(request.headers, headers);
    });
    events.use(traceHeader({ value: w3c(), override }));
    traceparents.push(await inSpan(() => client.listFunctions(), from));
  }
  expect(sent(inspector, "traceparent")).toEqual([there, there, traceparents[2], traceparents[3]]);
  expect(sent(inspector, "tracestate")).toEqual(["theirs=1", undefined, "ours=1", undefined]);
});

it("with signed: false the headers are sent unsigned", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ value: w3c(), signed: false }));
  const traceparent = await inSpan(() => client.listFunctions());
  expect(sent(inspector, "traceparent")).toEqual([traceparent]);
  expect(signedNames(inspector)[0]).not.toContain("traceparent");
  expect(signatures(inspector)).toEqual(["valid"]);
});

it("baggage that no header can carry is left out with a warning, an empty tracestate without, and the call goes on", async () => {
  await using inspector = await startInspector();
  const warnings: unknown[][] = [];
  const logger = {
    debug() {},
    info() {},
    error() {},
    warn: (...content: unknown[]) => warnings.push(content),
  };
  const client = new Lambda({ ...configOf(inspector), logger });
  eventsOf(client).use(traceHeader({ value: w3c() }));
  // The metadata of an entry is passed on as it came, and Node.js reads header bytes as Latin-1.
  const baggage = incoming({ baggage: "user=ana;naïve" });
  const parent = trace.setSpanContext(baggage, {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    traceFlags: TraceFlags.SAMPLED,
    traceState: createTraceState(),
  });
  const traceparent = await inSpan(() => client.listFunctions(), parent);
  expect(sent(inspector, "traceparent")).toEqual([traceparent]);
  expect(sent(inspector, "tracestate")).toEqual([undefined]);
  expect(sent(inspector, "baggage")).toEqual([undefined]);
  expect(warnings).toEqual([
    [
      expect.stringMatching(/^trace-header: "baggage" isn't sent. Its value from w3c\(\) isn't/),
      "user=ana;naïve",
    ],
  ]);
});

it("presigned URLs are signed for the host alone, made inside a span too", async () => {
  await using inspector = await startInspector({ verify: "enforce" });
  const client = s3Of(inspector);
  eventsOf(client).use(traceHeader({ value: w3c() }));
  let url = "";
  await inSpan(async () => {
    url = await getSignedUrl(client, new GetObjectCommand({ Bucket: "bkt", Key: "k" }));
  });
  expect(new URL(url).searchParams.get("X-Amz-SignedHeaders")).toBe("host");
  expect((await fetch(url)).status).toBe(200);
});

it("on a session each client's calls have the span that they were made in", async () => {
  await using inspector = await startInspector();
  const session = new Session();
  session.events.use(traceHeader({ value: w3c() }));
  const clients = [session.client(Lambda, configOf(inspector)), session.client(Lambda, configOf(inspector))];
  const traceparents = await Promise.all(clients.map((client) => inSpan(() => client.listFunctions())));
  expect(sent(inspector, "traceparent").sort()).toEqual(traceparents.sort());
});
