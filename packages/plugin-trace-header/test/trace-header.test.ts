import { setTimeout } from "node:timers/promises";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { HttpRequest } from "@smithy/protocol-http";
import { eventsOf, HandlerError, Session, UNSIGNED, withContext } from "@tucuxi/events";
import { type ResponseFunction, startInspector } from "@tucuxi/inspector";
import { expect, it } from "vitest";
import { random, traceHeader } from "../src/index.js";
import { cloudWatchOf, configOf, lambdaOf, s3Of, sent, signatures, signedNames } from "./clients.js";

it("a fixed value is on every request, and its signature covers it", async () => {
  await using inspector = await startInspector({ verify: "enforce" });
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ header: "X-Trace-Id", value: "trace-trace" }));
  await client.invoke({ FunctionName: "orders" });
  await client.listFunctions();
  expect(sent(inspector, "x-trace-id")).toEqual(["trace-trace", "trace-trace"]);
  expect(signedNames(inspector)).toEqual([
    expect.arrayContaining(["x-trace-id"]),
    expect.arrayContaining(["x-trace-id"]),
  ]);
  expect(signatures(inspector)).toEqual(["valid", "valid"]);
});

it("a function gives the value for a call from its before-sign event, or leaves the call without", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(
    traceHeader({
      header: "x-trace-id",
      value: ({ eventName, operationName, request, signingName, region, context }) =>
        operationName === "Invoke"
          ? [eventName, request.method, signingName, region, context["tenant"]].join("/")
          : { ListFunctions: undefined, ListLayers: null }[operationName],
    }),
  );
  await client.listFunctions();
  await client.listLayers();
  await client.send(withContext(new InvokeCommand({ FunctionName: "orders" }), { tenant: "a" }));
  expect(sent(inspector, "x-trace-id")).toEqual([
    undefined,
    undefined,
    "before-sign.lambda.Invoke/POST/lambda/eu-west-1/a",
  ]);
  expect(signatures(inspector)).toEqual(["valid", "valid", "valid"]);
});

it("a function may be asynchronous, and is asked once for a call, however many attempts it takes", async () => {
  await using inspector = await startInspector({ respond: ["500", "drop"] });
  const client = lambdaOf(inspector);
  let asked = 0;
  const value = async (): Promise<string> => {
    await setTimeout(1);
    return `id-${++asked}`;
  };
  eventsOf(client).use(traceHeader({ header: "x-trace-id", value }));
  await client.listFunctions();
  await client.listFunctions();
  expect(sent(inspector, "x-trace-id")).toEqual(["id-1", "id-1", "id-1", "id-2"]);
  expect(signatures(inspector)).toEqual(["valid", "valid", "valid", "valid"]);
});

it("a random id is fresh for each call and the same for its attempts, a handler's retries included", async () => {
  await using inspector = await startInspector({ respond: ["500"] });
  const client = cloudWatchOf(inspector);
  const events = eventsOf(client);
  events.use(traceHeader({ header: "x-trace-id", value: random() }));
  events.register("needs-retry.cloudwatch.ListMetrics", ({ attempts }) => (attempts === 1 ? 0 : undefined));
  await client.putMetricData({ Namespace: "shop", MetricData: [] });
  await client.listMetrics();
  const ids = sent(inspector, "x-trace-id");
  expect(inspector.requests.map(({ operation }) => operation)).toEqual([
    "PutMetricData",
    "PutMetricData",
    "ListMetrics",
    "ListMetrics",
  ]);
  expect(ids).toEqual([ids[0], ids[0], ids[2], ids[2]]);
  expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(ids[2]).toMatch(/^[0-9a-f]{32}$/);
  expect(ids[0]).not.toBe(ids[2]);
  expect(signatures(inspector)).toEqual(["valid", "valid", "valid", "valid"]);
});

it.each([false, true])(
  "concurrent calls of one client keep their values apart (cacheMiddleware: %s)",
  async (cacheMiddleware) => {
    await using inspector = await startInspector();
    // The first attempt of every call whose number is even fails, so that attempts of many calls mix.
    const answer: ResponseFunction = ({ headers, text }) =>
      headers["amz-sdk-request"]?.startsWith("attempt=1") && /call-\d*[02468]"/.test(text)
        ? "500"
        : undefined;
    inspector.respond(...Array.from({ length: 30 }, () => answer));
    const client = new CloudWatchClient({ ...configOf(inspector), cacheMiddleware });
    eventsOf(client).use(
      traceHeader({
        header: "x-trace-id",
        value: async ({ context }) => setTimeout(1, String(context["call"])),
      }),
    );
    const calls = Array.from({ length: 20 }, (_, call) => `call-${call}`);
    await Promise.all(
      calls.map((call) =>
        client.send(withContext(new PutMetricDataCommand({ Namespace: call, MetricData: [] }), { call })),
      ),
    );
    expect(inspector.requests.length).toBe(30);
    for (const { headers, text } of inspector.requests) {
      expect(text).toContain(headers["x-trace-id"]);
    }
    expect(new Set(sent(inspector, "x-trace-id"))).toEqual(new Set(calls));
    expect(new Set(signatures(inspector))).toEqual(new Set(["valid"]));
  },
);

it("what is there stays, unless override says otherwise", async () => {
  await using inspector = await startInspector();
  for (const override of [undefined, false, true]) {
    const client = lambdaOf(inspector);
    const events = eventsOf(client);
    events.register("before-sign.lambda", ({ request }) => {
      request.headers["X-Trace-Id"] = "there";
    });
    events.use(traceHeader({ header: "x-trace-id", value: "ours", override }));
    await client.listFunctions();
  }
  expect(sent(inspector, "x-trace-id")).toEqual(["there", "there", "ours"]);
  expect(signatures(inspector)).toEqual(["valid", "valid", "valid"]);
});

it("with signed: false the header is sent, and the signature does not cover it", async () => {
  await using inspector = await startInspector({ respond: ["500"] });
  const client = s3Of(inspector);
  eventsOf(client).use(traceHeader({ header: "x-trace-id", value: random(), signed: false }));
  await client.putObject({ Bucket: "bkt", Key: "k", Body: "body" });
  const [first, second] = sent(inspector, "x-trace-id");
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(second).toBe(first);
  for (const names of signedNames(inspector)) expect(names).not.toContain("x-trace-id");
  expect(signatures(inspector)).toEqual(["valid", "valid"]);
});

it("with signed: false what a middleware of the user's sets after signing stays, unless override says otherwise", async () => {
  await using inspector = await startInspector();
  for (const override of [false, true]) {
    const client = new LambdaClient(configOf(inspector));
    client.middlewareStack.add(
      (next) => (args) => {
        if (HttpRequest.isInstance(args.request)) args.request.headers["x-trace-id"] = "there";
        return next(args);
      },
      { step: "deserialize", name: "setsTraceId" },
    );
    eventsOf(client).use(traceHeader({ header: "x-trace-id", value: "ours", signed: false, override }));
    await client.send(new ListFunctionsCommand({}));
  }
  expect(sent(inspector, "x-trace-id")).toEqual(["there", "ours"]);
});

it("with signed: false and override, a value that would have been signed is replaced all the same", async () => {
  await using inspector = await startInspector();
  const there = ({ request }: { request: { headers: Record<string, string> } }): void => {
    request.headers["x-trace-id"] = "there";
  };
  for (const [override, event] of [
    [true, "before-call"],
    [false, "before-call"],
    [false, "before-send.lambda"],
  ] as const) {
    const client = lambdaOf(inspector);
    eventsOf(client).registerFirst(event, there);
    eventsOf(client).use(traceHeader({ header: "x-trace-id", value: "ours", signed: false, override }));
    await client.listFunctions();
  }
  expect(sent(inspector, "x-trace-id")).toEqual(["ours", "there", "there"]);
  expect(signatures(inspector)).toEqual(["valid", "valid", "valid"]);
  expect(signedNames(inspector).map((names) => names.includes("x-trace-id"))).toEqual([false, true, false]);
});

it.each([
  ["printable ASCII only", "id\r\nx-admin: 1"],
  ["printable ASCII only", "naïve"],
  ["no surrounding space", " id"],
  ["something", ""],
  ["a text", 42],
  ["a text", {}],
])("a value must be %s: %j from a function fails the call, and nothing is sent", async (_, value) => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  const events = eventsOf(client);
  for (const given of [() => value, async () => value]) {
    const off = events.use(traceHeader({ header: "x-trace-id", value: given as () => string }));
    const failure = await client.listFunctions().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HandlerError);
    expect(failure).toMatchObject({
      code: "INVALID_HEADER",
      eventName: "before-sign.lambda.ListFunctions",
      message: expect.stringMatching(
        /^handler "addTraceHeader" of before-sign\.lambda\.ListFunctions was given .* for "x-trace-id" by the function of the option "value": return printable ASCII/,
      ),
    });
    off();
  }
  expect(inspector.requests).toEqual([]);
});

it("what a function throws fails the call unchanged, and is not retried", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  const thrown = new Error("no id to be had");
  let asked = 0;
  const value = (): string => {
    asked++;
    throw thrown;
  };
  eventsOf(client).use(traceHeader({ header: "x-trace-id", value }));
  await expect(client.listFunctions()).rejects.toBe(thrown);
  expect(asked).toBe(1);
  expect(inspector.requests).toEqual([]);
});

it("is installed once for a header on a client, and its disposer takes it off", async () => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  const before = client.middlewareStack.identify();
  const events = eventsOf(client);
  const off = events.use(traceHeader({ header: "x-trace-id", value: "first", signed: false }));
  events.use(traceHeader({ header: "X-Trace-ID", value: "second" }));
  const offOther = events.use(traceHeader({ header: "x-team", value: "metrics" }));
  await client.listFunctions();
  off();
  offOther();
  await client.listFunctions();
  expect(sent(inspector, "x-trace-id")).toEqual(["first", undefined]);
  expect(sent(inspector, "x-team")).toEqual(["metrics", undefined]);
  events.detach();
  expect(client.middlewareStack.identify()).toEqual(before);
});

it("on a session it serves each client that the session makes, with an id for each of their calls", async () => {
  await using inspector = await startInspector();
  const session = new Session();
  session.events.use(traceHeader({ header: "x-trace-id", value: random() }));
  const [first, second] = [
    session.client(CloudWatchClient, configOf(inspector)),
    session.client(CloudWatchClient, configOf(inspector)),
  ];
  const command = new PutMetricDataCommand({ Namespace: "shop", MetricData: [] });
  await Promise.all([first.send(command), second.send(command), first.send(command)]);
  expect(new Set(sent(inspector, "x-trace-id")).size).toBe(3);
  expect(signatures(inspector)).toEqual(["valid", "valid", "valid"]);
});

it("the handlers that it registers carry its name and their own", () => {
  const events = new Session().events;
  events.use(traceHeader({ header: "X-Trace-Id", value: "id", signed: false }));
  expect(events.list().map(({ pattern, handler, plugin }) => [pattern, handler.name, plugin])).toEqual([
    ["before-sign", "addTraceHeader", "trace-header:x-trace-id"],
    ["before-send.*.*", "addUnsignedTraceHeader", "trace-header:x-trace-id"],
  ]);
});

it.each([
  "X-Amzn-Trace-Id",
  "Referer",
  "From",
  "Pragma",
  "Cache-Control",
  "Max-Forwards",
  "Proxy-Trace",
  "Sec-Trace",
])("AWS signatures leave %s out, which is sent all the same", async (header) => {
  await using inspector = await startInspector();
  const client = lambdaOf(inspector);
  eventsOf(client).use(traceHeader({ header, value: "Root=1", signed: true }));
  await client.listFunctions();
  expect(sent(inspector, header.toLowerCase())).toEqual(["Root=1"]);
  expect(signedNames(inspector)[0]).not.toContain(header.toLowerCase());
  expect(signatures(inspector)).toEqual(["valid"]);
});

it("an unsigned request gets the header too", async () => {
  await using inspector = await startInspector();
  const client = s3Of(inspector);
  const events = eventsOf(client);
  events.use(traceHeader({ header: "x-trace-id", value: "signed" }));
  events.use(traceHeader({ header: "x-proxy-trace", value: "late", signed: false }));
  events.register("choose-signer.s3", () => UNSIGNED);
  await client.getObject({ Bucket: "bkt", Key: "k" });
  expect([...sent(inspector, "x-trace-id"), ...sent(inspector, "x-proxy-trace")]).toEqual(["signed", "late"]);
  expect(signatures(inspector)).toEqual(["absent"]);
});
