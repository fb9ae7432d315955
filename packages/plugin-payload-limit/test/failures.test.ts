import { eventsOf } from "@tucuxi/events";
import { describe, expect, it } from "vitest";
import { payloadLimit } from "../src/index.js";
import { json, limitError, metrics, sentMetrics, startEndpoint, upTo } from "./support.js";

const Namespace = "shop";
const limits = { "cloudwatch.PutMetricData": { maxItems: 10 } };

describe("a part that fails", () => {
  it("fails the call with what was accepted, refused and not sent, and ends the sending", async () => {
    const { cloudwatch, requests, inspector } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ limits, concurrency: 1 }));
    inspector.respond("200", "200", json(403, { __type: "AccessDenied", message: "no more" }));
    const error = await limitError(client.putMetricData({ Namespace, MetricData: metrics(45) }));
    expect(error.name).toBe("PayloadLimitError");
    expect(error.code).toBe("PART_FAILED");
    expect(error.operation).toBe("cloudwatch.PutMetricData");
    expect(error.message).toBe(
      "cloudwatch.PutMetricData: 1 of 5 parts failed (AccessDenied: no more). Items, counted from 0: accepted 0-19; refused 20-29; not sent 30-44",
    );
    expect(error.accepted).toEqual(upTo(20));
    expect(error.refused).toEqual(upTo(30, 20));
    expect(error.unknown).toEqual([]);
    expect(error.unsent).toEqual(upTo(45, 30));
    expect(error.cause).toMatchObject({ name: "AccessDenied" });
    expect(error.parts.map(({ items, state }) => [items[0], items.length, state])).toEqual([
      [0, 10, "accepted"],
      [10, 10, "accepted"],
      [20, 10, "refused"],
      [30, 10, "unsent"],
      [40, 5, "unsent"],
    ]);
    expect(error.parts[2]?.error).toBe(error.cause);
    expect(error.parts[0]?.output).toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect(requests).toHaveLength(3);
  });

  it.each([
    ["drop", "a lost connection"],
    ["500", "an error of the server"],
    ["garbage", "an answer that cannot be read"],
  ])("is unknown and not refused after %s, %s: the service may have it", async (step) => {
    const { cloudwatch, inspector } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ limits, concurrency: 1 }));
    inspector.respond("200", step as "drop");
    const error = await limitError(client.putMetricData({ Namespace, MetricData: metrics(25) }));
    expect([error.accepted, error.refused]).toEqual([upTo(10), []]);
    expect([error.unknown, error.unsent]).toEqual([upTo(20, 10), upTo(25, 20)]);
  });

  it("is retried by the SDK as any call, before it fails", async () => {
    const { cloudwatch, requests, inspector } = await startEndpoint();
    const client = cloudwatch({ maxAttempts: 3, retryMode: "standard" });
    eventsOf(client).use(payloadLimit({ limits, concurrency: 1 }));
    inspector.respond("200", "500", "200");
    const { $metadata } = await client.putMetricData({ Namespace, MetricData: metrics(30) });
    expect(requests.map(({ status }) => status)).toEqual([200, 500, 200, 200]);
    expect($metadata.attempts).toBe(4);
  });

  it("waits for the parts that are on their way, so that it is known what became of them", async () => {
    const { cloudwatch, respondAlways } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ limits, concurrency: 2 }));
    const events = eventsOf(client);
    const refused = new Promise<void>((resolve) => {
      events.register("response-received.cloudwatch.PutMetricData", ({ exception }) => {
        if (exception !== undefined) resolve();
      });
    });
    respondAlways((request) =>
      sentMetrics(request).includes("metric-0") ? refused.then(() => "200") : "403:AccessDenied",
    );
    const call = limitError(client.putMetricData({ Namespace, MetricData: metrics(30) }));
    const error = await call;
    expect([error.accepted, error.refused, error.unsent]).toEqual([upTo(10), upTo(20, 10), upTo(30, 20)]);
  });

  it("counts an item as accepted only where all of its values were", async () => {
    const { cloudwatch, inspector } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(
      payloadLimit({ limits: { "cloudwatch.PutMetricData": { maxItems: 2 } }, concurrency: 1 }),
    );
    inspector.respond("200", "403");
    const MetricData = [
      { MetricName: "a", Value: 1 },
      { MetricName: "b", Values: upTo(450) },
    ];
    const error = await limitError(client.putMetricData({ Namespace, MetricData }));
    expect([error.accepted, error.refused]).toEqual([[0], [1]]);
    expect(error.parts.map(({ items, state }) => [items, state])).toEqual([
      [[0, 1], "accepted"],
      [[1], "refused"],
    ]);
  });
});

describe("how many parts are on their way at the same time", () => {
  it.each([
    [undefined, 4],
    [2, 2],
  ])("is limited: concurrency %s gives %i", async (concurrency, expected) => {
    const { cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.use(payloadLimit({ limits, ...(concurrency !== undefined && { concurrency }) }));
    let active = 0;
    let most = 0;
    events.register("before-call.cloudwatch.PutMetricData", () => {
      active++;
      most = Math.max(most, active);
    });
    events.register("response-received.cloudwatch.PutMetricData", () => {
      active--;
    });
    await client.putMetricData({ Namespace, MetricData: metrics(120) });
    expect(most).toBe(expected);
  });
});

describe("an aborted call", () => {
  it("ends as the SDK's calls do, sends no further part, and says what is known", async () => {
    const { cloudwatch, requests, inspector } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ limits, concurrency: 1 }));
    const abort = new AbortController();
    inspector.respond("200", () => {
      abort.abort();
      return "hang";
    });
    const call = client.putMetricData({ Namespace, MetricData: metrics(40) }, { abortSignal: abort.signal });
    const error = await limitError(call);
    expect([error.name, error.code]).toEqual(["AbortError", "ABORTED"]);
    expect(error.cause).toMatchObject({ name: "AbortError" });
    expect([error.accepted, error.unknown, error.unsent]).toEqual([upTo(10), upTo(20, 10), upTo(40, 20)]);
    expect(requests).toHaveLength(2);
  });

  it("sends nothing at all where it was aborted before", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ limits }));
    const call = client.putMetricData(
      { Namespace, MetricData: metrics(40) },
      { abortSignal: AbortSignal.abort() },
    );
    const error = await limitError(call);
    expect([error.name, error.code]).toEqual(["AbortError", "ABORTED"]);
    expect(error.unsent).toEqual(upTo(40));
    expect(requests).toHaveLength(0);
  });

  it("stops between two parts", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.use(payloadLimit({ limits, concurrency: 1 }));
    const abort = new AbortController();
    events.register("response-received.cloudwatch.PutMetricData", () => abort.abort());
    const call = client.putMetricData({ Namespace, MetricData: metrics(40) }, { abortSignal: abort.signal });
    const error = await limitError(call);
    expect(error.code).toBe("ABORTED");
    expect([error.accepted, error.unsent]).toEqual([upTo(10), upTo(40, 10)]);
    expect(requests).toHaveLength(1);
  });
});

describe("a part of which one attempt ended without an answer", () => {
  it.each([
    ["drop", "403"],
    ["500", "403"],
    ["500", "drop"],
    ["garbage", "403"],
  ] as const)("is unknown, whatever the last attempt was answered: %s, then %s", async (first, second) => {
    const { cloudwatch, inspector } = await startEndpoint();
    const client = cloudwatch({ maxAttempts: 2 });
    eventsOf(client).use(payloadLimit({ limits, concurrency: 1 }));
    // An answer that can't be read is tried again only where a handler says so.
    eventsOf(client).register("needs-retry", ({ attempts, exception }) =>
      exception instanceof SyntaxError && attempts === 1 ? 0 : undefined,
    );
    inspector.respond("200", first, second);
    const error = await limitError(client.putMetricData({ Namespace, MetricData: metrics(25) }));
    expect([error.accepted, error.refused]).toEqual([upTo(10), []]);
    expect([error.unknown, error.unsent]).toEqual([upTo(20, 10), upTo(25, 20)]);
    expect(error.parts[1]?.state).toBe("unknown");
  });

  it("is accepted if the service took it in another attempt, and refused if every attempt was", async () => {
    const { cloudwatch, inspector, requests } = await startEndpoint();
    const client = cloudwatch({ maxAttempts: 2 });
    eventsOf(client).use(payloadLimit({ limits, concurrency: 1 }));
    inspector.respond("drop", "200", "429:ThrottlingException", "403");
    const error = await limitError(client.putMetricData({ Namespace, MetricData: metrics(25) }));
    expect([error.accepted, error.refused, error.unsent]).toEqual([upTo(10), upTo(20, 10), upTo(25, 20)]);
    expect(requests.length).toBeGreaterThanOrEqual(3);
  });

  it("stays unknown in the pieces that it is divided into", async () => {
    const { cloudwatch, inspector } = await startEndpoint();
    const client = cloudwatch({ maxAttempts: 2 });
    eventsOf(client).use(payloadLimit({ limits, concurrency: 1 }));
    inspector.respond("500", "413", "200", "403");
    const error = await limitError(client.putMetricData({ Namespace, MetricData: metrics(20) }));
    expect([error.accepted, error.unknown, error.unsent]).toEqual([upTo(5), upTo(10, 5), upTo(20, 10)]);
  });
});

it("a call of many parts under one abortSignal gives no warning of too many listeners", async () => {
  const { cloudwatch } = await startEndpoint();
  const client = cloudwatch();
  eventsOf(client).use(payloadLimit({ limits, concurrency: 20 }));
  const warnings: string[] = [];
  const note = ({ name }: Error): void => void warnings.push(name);
  process.on("warning", note);
  const { signal } = new AbortController();
  await client.putMetricData({ Namespace, MetricData: metrics(300) }, { abortSignal: signal });
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", note);
  expect(warnings.filter((name) => name === "MaxListenersExceededWarning")).toEqual([]);
});
