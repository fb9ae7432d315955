import { BatchWriteItemCommand, DynamoDB } from "@aws-sdk/client-dynamodb";
import { clientOf, eventsOf, repeatCall } from "@tucuxi/events";
import type { InspectedRequest } from "@tucuxi/inspector";
import { describe, expect, it } from "vitest";
import { payloadLimit } from "../src/index.js";
import { BATCH_SERVICES, type BatchService } from "./batch-services.js";
import { json, limitError, metrics, rejection, sentParams, startEndpoint, upTo } from "./support.js";

type Writes = { PutRequest: { Item: { id: { S: string } } } }[];
const put = (id: string) => ({ PutRequest: { Item: { id: { S: id } } } });
const writesOf = (request: InspectedRequest | undefined): Writes =>
  ((sentParams(request)["RequestItems"] ?? {}) as { t?: Writes }).t ?? [];

/** DynamoDB with the plugin, and a table that takes so many items of a request. */
async function dynamodb(takes: number) {
  const endpoint = await startEndpoint();
  const client = new DynamoDB(endpoint.config);
  const events = eventsOf<DynamoDB>(client);
  events.use(payloadLimit({ concurrency: 1 }));
  endpoint.respondAlways((request) => {
    const left = writesOf(request).slice(takes);
    return json(200, { UnprocessedItems: left.length === 0 ? {} : { t: left } });
  });
  const sizes = () => endpoint.requests.map((request) => writesOf(request).length);
  const ids = () =>
    endpoint.requests.flatMap((request) =>
      writesOf(request)
        .slice(0, takes)
        .map(({ PutRequest }) => PutRequest.Item.id.S),
    );
  const write = (count: number) =>
    client.send(new BatchWriteItemCommand({ RequestItems: { t: upTo(count).map((n) => put(`${n}`)) } }));
  return { ...endpoint, client, events, sizes, ids, write };
}

describe("a handler that sends again what the service handed back", () => {
  it("by repeatCall, is given the whole answer, and each item arrives once", async () => {
    const { events, sizes, ids, write } = await dynamodb(17);
    events.register("after-call.dynamodb.BatchWriteItem", async ({ parsed, context }) => {
      if (Object.keys(parsed?.UnprocessedItems ?? {}).length === 0) return undefined;
      return { parsed: await repeatCall(context, { RequestItems: parsed?.UnprocessedItems }) };
    });
    const output = await write(30);
    expect(sizes().sort()).toEqual([25, 5, 8].sort());
    expect(ids().sort()).toEqual(upTo(30).map(String).sort());
    expect(output.UnprocessedItems).toEqual({});
  });

  it("by repeatCall, with so much left that this is split again", async () => {
    const { events, sizes, ids, write } = await dynamodb(10);
    events.register("after-call.dynamodb.BatchWriteItem", async ({ parsed, context }) => {
      if (Object.keys(parsed?.UnprocessedItems ?? {}).length === 0) return undefined;
      return { parsed: await repeatCall(context, { RequestItems: parsed?.UnprocessedItems }) };
    });
    await write(100);
    expect(ids().sort()).toEqual(upTo(100).map(String).sort());
    // 100 items in four requests, 60 left in three, 30 left in two, 15 left, 5 left.
    expect(sizes()).toEqual([25, 25, 25, 25, 25, 25, 10, 25, 5, 15, 5]);
  });

  it("by a call of its own through clientOf, does so once for the whole", async () => {
    const { events, sizes, ids, write } = await dynamodb(17);
    events.register("after-call.dynamodb.BatchWriteItem", async ({ parsed, context }) => {
      const { UnprocessedItems } = parsed ?? {};
      if (UnprocessedItems === undefined || Object.keys(UnprocessedItems).length === 0) return;
      const client = clientOf(context) as unknown as DynamoDB;
      await client.send(new BatchWriteItemCommand({ RequestItems: UnprocessedItems }));
    });
    await write(50);
    expect(sizes()).toEqual([25, 25, 16]);
    expect(ids().sort()).toEqual(upTo(50).map(String).sort());
  });

  it("in an attempt of a part, sends what it gives and not the part again", async () => {
    const { events, sizes, ids, write } = await dynamodb(17);
    events.register("response-received.dynamodb.BatchWriteItem", async ({ parsed, context }) => {
      if (Object.keys(parsed?.UnprocessedItems ?? {}).length === 0) return;
      await repeatCall(context, { RequestItems: parsed?.UnprocessedItems });
      if (parsed !== undefined) parsed.UnprocessedItems = {};
    });
    const output = await write(50);
    expect(sizes()).toEqual([25, 8, 25, 8]);
    expect(ids().sort()).toEqual(upTo(50).map(String).sort());
    expect(output.UnprocessedItems).toEqual({});
  });

  it("finds nothing to do where the plugin did it", async () => {
    const kinesis = BATCH_SERVICES.find(({ name }) => name === "kinesis.PutRecords") as BatchService;
    const { config, requests, respondAlways } = await startEndpoint();
    const { client, send } = kinesis.connect(config);
    const events = eventsOf(client);
    events.use(payloadLimit({ resend: { baseDelay: 0 } }));
    const failed: unknown[] = [];
    events.register("after-call.kinesis.PutRecords", ({ parsed }) => {
      failed.push(parsed?.["FailedRecordCount"]);
    });
    let first = true;
    respondAlways((request) => {
      const answer = kinesis.answer(request, (id) => (first && id.endsWith("3") ? "throttle" : "accept"));
      first = false;
      return answer;
    });
    await send(upTo(20).map((n) => `i${n}`));
    expect([failed, requests.length]).toEqual([[0], 2]);
  });
});

describe("what a handler throws", () => {
  it("in after-call reaches the caller as it is, once, after everything was answered", async () => {
    const { events, sizes, write } = await dynamodb(25);
    const thrown = new Error("of a handler");
    let runs = 0;
    events.register("after-call.dynamodb.BatchWriteItem", () => {
      runs++;
      throw thrown;
    });
    expect(await rejection(write(60))).toBe(thrown);
    expect([runs, sizes()]).toEqual([1, [25, 25, 10]]);
  });

  it("after a part was answered leaves its items accepted: only what was not sent is not", async () => {
    const { events, write } = await dynamodb(25);
    const thrown = new Error("of a handler");
    let answers = 0;
    events.register("response-received.dynamodb.BatchWriteItem", () => {
      if (++answers === 2) throw thrown;
    });
    const error = await limitError(write(60));
    expect(error.cause).toBe(thrown);
    expect([error.accepted, error.unknown, error.refused, error.unsent]).toEqual([
      upTo(50),
      [],
      [],
      upTo(60, 50),
    ]);
    expect(error.message).toBe(
      "dynamodb.BatchWriteItem: 1 of 3 parts failed (Error: of a handler). Items, counted from 0: accepted 0-49; not sent 50-59",
    );
  });

  it("before a part is sent leaves its items not sent", async () => {
    const { events, write, sizes } = await dynamodb(25);
    let attempts = 0;
    events.register("before-sign.dynamodb.BatchWriteItem", () => {
      if (++attempts === 2) throw new Error("no");
    });
    const error = await limitError(write(60));
    expect([error.accepted, error.unsent, sizes()]).toEqual([upTo(25), upTo(60, 25), [25]]);
  });
});

describe("the handlers of a call that fails", () => {
  it.each(["pessimistic", "optimistic"] as const)(
    "are told once, by the error of the whole, %s",
    async (strategy) => {
      const { cloudwatch, inspector } = await startEndpoint();
      const client = cloudwatch();
      const events = eventsOf(client);
      events.use(
        payloadLimit({ strategy, limits: { "cloudwatch.PutMetricData": { maxItems: 10 } }, concurrency: 1 }),
      );
      const told: unknown[] = [];
      events.register("after-call", ({ error }) => void told.push(error));
      events.register("after-call-error", ({ exception }) => void told.push(exception));
      inspector.respond(...(strategy === "optimistic" ? (["413"] as const) : []), "200", "403");
      const error = await limitError(client.putMetricData({ Namespace: "n", MetricData: metrics(30) }));
      expect(told).toEqual([error]);
      expect([error.accepted, error.refused, error.unsent]).toEqual([upTo(10), upTo(20, 10), upTo(30, 20)]);
    },
  );
});
