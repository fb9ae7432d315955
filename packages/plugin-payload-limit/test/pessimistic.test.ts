import { gunzipSync } from "node:zlib";
import type { MetricDatum } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import type { InspectedRequest } from "@tucuxi/inspector";
import { gzip } from "@tucuxi/plugin-gzip";
import { describe, expect, it } from "vitest";
import { payloadLimit, type SplitInfo } from "../src/index.js";
import { limitError, metrics, sentData, sentMetrics, sentParams, startEndpoint, upTo } from "./support.js";

const Namespace = "shop";

/** 1,000 metrics whose body is over 1 MB, and is not once it is compressed. */
const LONG = metrics(1000, {
  Dimensions: upTo(8).map((n) => ({
    Name: `dimension-${n}`,
    Value: "a-value-that-takes-some-room".repeat(4),
  })),
});

/** Metrics that no compression makes short. */
const RANDOM = metrics(1000).map((metric) => ({
  ...metric,
  Dimensions: upTo(8).map((n) => ({
    Name: `d${n}`,
    Value: Array.from({ length: 30 }, () => Math.random().toString(36).slice(2)).join(""),
  })),
}));

describe("a call within the limits", () => {
  it("is one request, byte for byte the one that is sent without the plugin", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    const input = { Namespace, MetricData: metrics(1000) };
    await client.putMetricData(input);
    eventsOf(client).use(payloadLimit());
    await client.putMetricData(input);
    expect(requests.map(({ status }) => status)).toEqual([200, 200]);
    expect(requests[1]?.body).toEqual(requests[0]?.body);
    expect(requests[1]?.wireBytes).toBe(requests[0]?.wireBytes);
  });

  it("is left to the service where its list is no list", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit());
    await client.putMetricData({ Namespace, MetricData: undefined });
    expect(requests).toHaveLength(1);
  });
});

describe("a call with too many items", () => {
  it("is sent in parts that hold each item once and in order, and has one answer", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    const splits: SplitInfo[] = [];
    eventsOf(client).use(payloadLimit({ concurrency: 1, onSplit: (split) => splits.push(split) }));
    const MetricData = metrics(2500);
    const { $metadata, ...output } = await client.putMetricData({ Namespace, MetricData });
    expect(requests.map((request) => [request.status, request.signature.state])).toEqual([
      [200, "valid"],
      [200, "valid"],
      [200, "valid"],
    ]);
    const sent = requests.map(sentMetrics);
    expect(sent.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(sent.flat()).toEqual(MetricData.map(({ MetricName }) => MetricName));
    expect(output).toEqual({});
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 3 });
    expect(splits).toEqual([
      { operation: "cloudwatch.PutMetricData", reason: "limits", items: 2500, parts: 3 },
    ]);
  });

  it("leaves the command as it was, to be sent again", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit());
    const input = { Namespace, MetricData: metrics(1001) };
    const before = structuredClone(input);
    await client.putMetricData(input);
    await client.putMetricData(input);
    expect(input).toEqual(before);
    expect(requests).toHaveLength(4);
  });
});

describe("a call whose body is too long", () => {
  it("is split until each part is short enough", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch({ disableRequestCompression: true });
    const splits: SplitInfo[] = [];
    eventsOf(client).use(payloadLimit({ concurrency: 1, onSplit: (split) => splits.push(split) }));
    // The items are of very different lengths, so that two halves are not of one.
    const MetricData = [...LONG.slice(0, 900), ...metrics(100)];
    await client.putMetricData({ Namespace, MetricData });
    expect(requests.flatMap(sentMetrics)).toEqual(MetricData.map(({ MetricName }) => MetricName));
    for (const { wireBytes } of requests) expect(wireBytes).toBeLessThanOrEqual(1_048_576);
    expect(requests).toHaveLength(2);
    expect(splits.map(({ reason, items, parts }) => [reason, items, parts])).toEqual([["measured", 1000, 2]]);
    expect(splits[0]?.bytes).toBeGreaterThan(1_048_576);
  });

  it("is divided again where a part is still too long", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch({ disableRequestCompression: true });
    eventsOf(client).use(payloadLimit({ limits: { "cloudwatch.PutMetricData": { maxBytes: 10_000 } } }));
    const MetricData = [...LONG.slice(0, 30), ...metrics(1000).slice(30)];
    await client.putMetricData({ Namespace, MetricData });
    expect(new Set(requests.flatMap(sentMetrics)).size).toBe(1000);
    expect(Math.max(...requests.map(({ wireBytes }) => wireBytes))).toBeLessThanOrEqual(10_000);
  });

  it("is measured as the SDK compresses it", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit());
    await client.putMetricData({ Namespace, MetricData: LONG });
    expect(requests.map(({ contentEncoding }) => contentEncoding)).toEqual(["gzip"]);
    expect(requests[0]?.bodyBytes).toBeGreaterThan(1_048_576);
    expect(requests[0]?.wireBytes).toBeLessThan(1_048_576);
  });

  it("is split by its compressed length where that too is over the limit", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit());
    await client.putMetricData({ Namespace, MetricData: RANDOM });
    expect(new Set(requests.flatMap(sentMetrics)).size).toBe(1000);
    const lengths = requests.map(({ wireBytes }) => wireBytes);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1_048_576);
    expect(requests.every(({ bodyBytes, wireBytes }) => wireBytes < bodyBytes)).toBe(true);
  });
});

describe("with the gzip plugin", () => {
  const plugins = {
    "gzip first": () => [gzip({ minSize: 0 }), payloadLimit({ concurrency: 1 })],
    "gzip last": () => [payloadLimit({ concurrency: 1 }), gzip({ minSize: 0 })],
    "gzip for every operation": () => [
      payloadLimit({ concurrency: 1 }),
      gzip({ minSize: 0, operations: ["*.*"] }),
    ],
  };
  for (const [order, create] of Object.entries(plugins)) {
    it(`measures the compressed body and sends it as it was measured, ${order}`, async () => {
      const { cloudwatch, requests } = await startEndpoint();
      // So that what is compressed is compressed by the plugin, and not by the SDK.
      const client = cloudwatch({ requestMinCompressionSizeBytes: 10_485_760 });
      for (const plugin of create()) eventsOf(client).use(plugin);
      const MetricData = [...LONG, ...LONG, ...LONG];
      await client.putMetricData({ Namespace, MetricData });
      expect(requests.map((request) => sentMetrics(request).length)).toEqual([1000, 1000, 1000]);
      for (const request of requests) {
        expect([request.contentEncoding, request.signature.state]).toEqual(["gzip", "valid"]);
        expect(request.bodyBytes).toBeGreaterThan(1_048_576);
        expect(gunzipSync(request.wireBody).equals(request.body)).toBe(true);
      }
    });
  }

  it("compresses nothing of a call that has too many items before it is split", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    const compressed: number[] = [];
    events.use(gzip());
    events.use(payloadLimit({ concurrency: 1 }));
    events.registerLast("before-call.cloudwatch.PutMetricData", ({ request }) => {
      compressed.push((request.body as Uint8Array).byteLength);
    });
    await client.putMetricData({ Namespace, MetricData: metrics(2000) });
    expect(compressed).toEqual(requests.map(({ wireBytes }) => wireBytes));
  });
});

describe("an item that is too large alone", () => {
  it("is an error that names its index and length, and nothing of the call is sent", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit());
    const MetricData = metrics(1500);
    const Dimensions = upTo(31).map((n) => ({ Name: `d${n}`, Value: "v" }));
    MetricData[1234] = { MetricName: "wide", Value: 1, Dimensions };
    const error = await limitError(client.putMetricData({ Namespace, MetricData }));
    expect(error.code).toBe("ITEM_TOO_LARGE");
    expect(error.message).toBe(
      "cloudwatch.PutMetricData: MetricData[1234] has 31 dimensions, and CloudWatch takes at most 30",
    );
    expect(error.item).toEqual({
      index: 1234,
      path: "MetricData[1234]",
      size: 31,
      limit: 30,
      unit: "dimensions",
    });
    expect(error.unsent).toEqual(upTo(1500));
    expect(requests).toHaveLength(0);
  });

  it("is found by measuring it, and the error says what was sent before it was", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch({ disableRequestCompression: true });
    const limits = { "cloudwatch.PutMetricData": { maxBytes: 700 } };
    eventsOf(client).use(payloadLimit({ limits, concurrency: 1 }));
    const MetricData = metrics(8);
    MetricData[5] = { MetricName: "x".repeat(800), Value: 1 };
    const error = await limitError(client.putMetricData({ Namespace, MetricData }));
    const { size } = error.item as { size: number };
    expect(size).toBeGreaterThan(800);
    expect(error.message).toBe(
      `cloudwatch.PutMetricData: MetricData[5] is ${size} bytes long, which is too large to send. The limit is 700 bytes. Items, counted from 0: accepted 0-4; not sent 5-7`,
    );
    expect(error.accepted).toEqual(upTo(5));
    expect(error.unsent).toEqual([5, 6, 7]);
    expect(requests.flatMap(sentMetrics)).toEqual(upTo(5).map((n) => `metric-${n}`));
  });
});

describe("a metric with more than 150 values", () => {
  const Values = upTo(400);
  const datum = (from: number, to: number, Counts?: number[]): MetricDatum => ({
    MetricName: "b",
    Values: Values.slice(from, to),
    ...(Counts && { Counts: Counts.slice(from, to) }),
    Unit: "Count",
  });

  it.each([
    ["with their counts in step", Values.map((value) => value * 10)],
    ["without counts, which are then 1 each", undefined],
  ])("is sent as several metrics with a part of its values, %s", async (_, Counts) => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit());
    const MetricData = [{ MetricName: "a", Value: 1 }, datum(0, 400, Counts)];
    await client.putMetricData({ Namespace, MetricData });
    expect(requests.map(sentData)).toEqual([
      [MetricData[0], datum(0, 150, Counts), datum(150, 300, Counts), datum(300, 400, Counts)],
    ]);
  });

  it("counts as many metrics as it is sent as", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ concurrency: 1 }));
    await client.putMetricData({ Namespace, MetricData: [...metrics(998), datum(0, 400)] });
    expect(requests.map((request) => sentData(request).length)).toEqual([1000, 1]);
    expect(sentData(requests[1])).toEqual([datum(300, 400)]);
  });

  it("is left to the service to refuse where its counts are not as many", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit());
    await client.putMetricData({ Namespace, MetricData: [{ ...datum(0, 400), Counts: [1, 2] }] });
    expect(requests.flatMap(sentData).map((one) => one.Values?.length)).toEqual([400]);
  });
});

describe("metrics of entities", () => {
  const entity = (name: string) => ({
    Entity: { KeyAttributes: { Type: "Service", Name: name } },
    MetricData: metrics(600),
  });
  const sentGroups = (request: InspectedRequest): unknown[] => {
    const { EntityMetricData = [] }: { EntityMetricData?: ReturnType<typeof entity>[] } = sentParams(request);
    return EntityMetricData.map(({ Entity, MetricData }) => [Entity.KeyAttributes.Name, MetricData.length]);
  };

  it("are split with their entities, and count together with the metrics that have none", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ concurrency: 1 }));
    const input = {
      Namespace,
      StrictEntityValidation: true,
      MetricData: metrics(500),
      EntityMetricData: [entity("a"), entity("b")],
    };
    await client.putMetricData(input);
    expect(requests.map((request) => [sentData(request).length, ...sentGroups(request)])).toEqual([
      [500, ["a", 500]],
      [0, ["a", 100], ["b", 600]],
    ]);
    expect(requests.every(({ text }) => text.includes('"StrictEntityValidation":true'))).toBe(true);
    expect(requests[1]?.text).not.toContain('{"MetricData"');
  });

  it("go with at most two entities in a request", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ concurrency: 1 }));
    const few = ["a", "b", "c", "d", "e"].map((name) => ({ ...entity(name), MetricData: metrics(3) }));
    await client.putMetricData({ Namespace, EntityMetricData: few, MetricData: metrics(1) });
    expect(requests.map(sentGroups)).toEqual([
      [
        ["a", 3],
        ["b", 3],
      ],
      [
        ["c", 3],
        ["d", 3],
      ],
      [["e", 3]],
    ]);
  });

  it("are called by their place in the call's parameters in errors", async () => {
    const { cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit());
    const Dimensions = upTo(31).map((n) => ({ Name: `d${n}`, Value: "v" }));
    const EntityMetricData = [entity("a"), { ...entity("b"), MetricData: metrics(2, { Dimensions }) }];
    const error = await limitError(
      client.putMetricData({ Namespace, MetricData: metrics(5), EntityMetricData }),
    );
    expect(error.item).toMatchObject({ index: 605, path: "EntityMetricData[1].MetricData[0]" });
  });
});
