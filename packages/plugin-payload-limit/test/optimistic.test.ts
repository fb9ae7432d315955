import type { MetricDatum } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import type { ResponseFunction } from "@tucuxi/inspector";
import { describe, expect, it } from "vitest";
import { payloadLimit, type SplitInfo, type Strategy } from "../src/index.js";
import { json, limitError, metrics, sentData, sentMetrics, startEndpoint, upTo } from "./support.js";

const Namespace = "shop";

/** What CloudWatch says of a body of more than so many bytes. */
function refuseOver(bytes: number): ResponseFunction {
  return ({ wireBytes }) =>
    wireBytes > bytes
      ? json(413, {
          __type: "RequestEntityTooLarge",
          message: `Request size ${wireBytes} exceeded ${bytes} bytes`,
        })
      : undefined;
}

/** What CloudWatch says of a list of more than so many elements. */
function refuseLists(
  of: string,
  max: number,
  longest: (metrics: readonly MetricDatum[]) => number,
): ResponseFunction {
  return (request) =>
    longest(sentData(request)) > max
      ? json(400, {
          __type: "com.amazonaws.cloudwatch#InvalidParameterValueException",
          message: `The collection ${of} must not have a size greater than ${max}.`,
        })
      : undefined;
}

/** The greatest number of values that one of the metrics has. */
function mostValues(metrics: readonly MetricDatum[]): number {
  return Math.max(...metrics.map(({ Values = [] }) => Values.length));
}

describe("an optimistic call", () => {
  it("is sent as it is, whatever its size, and is one request where the service takes it", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ strategy: "optimistic" }));
    await client.putMetricData({ Namespace, MetricData: metrics(1001) });
    expect(requests.map((request) => sentMetrics(request).length)).toEqual([1001]);
  });

  it("is halved as often as the service refuses it, and the caller sees no refusal", async () => {
    const { cloudwatch, requests, respondAlways } = await startEndpoint();
    const client = cloudwatch({ disableRequestCompression: true });
    const splits: SplitInfo[] = [];
    eventsOf(client).use(
      payloadLimit({ strategy: "optimistic", concurrency: 1, onSplit: (split) => splits.push(split) }),
    );
    respondAlways(refuseOver(1000));
    const MetricData = metrics(64);
    const output = await client.putMetricData({ Namespace, MetricData });
    expect(output.$metadata.httpStatusCode).toBe(200);
    const taken = requests.filter(({ status }) => status === 200);
    expect(taken.flatMap(sentMetrics)).toEqual(MetricData.map(({ MetricName }) => MetricName));
    expect(requests.map((request) => [sentMetrics(request).length, request.status])).toEqual([
      [64, 413],
      [32, 413],
      ...upTo(2).map(() => [16, 200]),
      [32, 413],
      ...upTo(2).map(() => [16, 200]),
    ]);
    expect(splits.map(({ reason, items, parts }) => [reason, items, parts])).toEqual([
      ["refused", 64, 2],
      ["refused", 32, 2],
      ["refused", 32, 2],
    ]);
    expect(splits[0]?.error).toMatchObject({ name: "RequestEntityTooLarge" });
  });

  it("is split by the documented limits after one refusal, where these say how", async () => {
    const { cloudwatch, requests, respondAlways } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ strategy: "optimistic", concurrency: 1 }));
    respondAlways(refuseLists("MetricData", 1000, ({ length }) => length));
    await client.putMetricData({ Namespace, MetricData: metrics(3500) });
    expect(requests.map((request) => sentMetrics(request).length)).toEqual([3500, 1000, 1000, 1000, 500]);
  });

  it("has its values divided where the service refuses their number", async () => {
    const { cloudwatch, requests, respondAlways } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ strategy: "optimistic", concurrency: 1 }));
    respondAlways(refuseLists("MetricData.member.1.Values", 40, mostValues));
    await client.putMetricData({ Namespace, MetricData: [{ MetricName: "a", Values: upTo(100) }] });
    const taken = requests.filter(({ status }) => status === 200).flatMap(sentData);
    expect(taken.flatMap(({ Values }) => Values)).toEqual(upTo(100));
  });

  for (const [what, answer] of Object.entries({
    "no body": { status: 413, body: "" },
    "a proxy's page": {
      status: 413,
      headers: { "content-type": "text/html" },
      body: "<html>Too Large</html>",
    },
  })) {
    it(`is split for a 413 with ${what}`, async () => {
      const { cloudwatch, requests, inspector } = await startEndpoint();
      const client = cloudwatch();
      eventsOf(client).use(payloadLimit({ strategy: "optimistic" }));
      inspector.respond(answer);
      await client.putMetricData({ Namespace, MetricData: metrics(4) });
      expect(requests.map((request) => sentMetrics(request).length)).toEqual([4, 2, 2]);
    });
  }

  it("fails as without the plugin for any other error, which is not asked for twice", async () => {
    const { cloudwatch, requests, inspector } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ strategy: "optimistic" }));
    inspector.respond(
      json(400, {
        __type: "InvalidParameterValueException",
        message: "The parameter MetricData.member.1.Value must be a number.",
      }),
    );
    await expect(client.putMetricData({ Namespace, MetricData: metrics(4) })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "The parameter MetricData.member.1.Value must be a number.",
    });
    expect(requests).toHaveLength(1);
  });

  it("fails as without the plugin where there is nothing to split", async () => {
    const { cloudwatch, inspector } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ strategy: "optimistic" }));
    inspector.respond("413");
    await expect(client.putMetricData({ Namespace, MetricData: [] })).rejects.toMatchObject({
      name: "RequestEntityTooLargeException",
    });
  });

  it("names the item that the service refuses alone, and keeps the service's error as the cause", async () => {
    const { cloudwatch, respondAlways } = await startEndpoint();
    const client = cloudwatch({ disableRequestCompression: true });
    eventsOf(client).use(payloadLimit({ strategy: "optimistic", concurrency: 1 }));
    respondAlways(refuseOver(500));
    const MetricData = metrics(8);
    MetricData[3] = { MetricName: "x".repeat(600), Value: 1 };
    const error = await limitError(client.putMetricData({ Namespace, MetricData }));
    expect(error.code).toBe("ITEM_TOO_LARGE");
    expect(error.item).toMatchObject({ index: 3, path: "MetricData[3]", unit: "bytes" });
    expect((error.item as { size: number }).size).toBeGreaterThan(600);
    expect(error.cause).toMatchObject({ name: "RequestEntityTooLarge" });
    expect([error.accepted, error.refused, error.unsent]).toEqual([[0, 1, 2], [3], [4, 5, 6, 7]]);
  });
});

describe("a pessimistic call that is refused all the same", () => {
  it("is split as an optimistic one: the service's limits were lower than the documented ones", async () => {
    const { cloudwatch, requests, respondAlways } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ concurrency: 1 }));
    respondAlways(refuseLists("MetricData", 300, ({ length }) => length));
    const MetricData = metrics(1030);
    await client.putMetricData({ Namespace, MetricData });
    const taken = requests.filter(({ status }) => status === 200);
    expect(taken.flatMap(sentMetrics)).toEqual(MetricData.map(({ MetricName }) => MetricName));
  });
});

describe("both strategies", () => {
  for (const strategy of ["pessimistic", "optimistic"] satisfies Strategy[]) {
    it(`make one call of a call that fits, ${strategy}`, async () => {
      const { cloudwatch, requests } = await startEndpoint();
      const client = cloudwatch();
      eventsOf(client).use(payloadLimit({ strategy }));
      await client.putMetricData({ Namespace, MetricData: metrics(3) });
      expect(requests).toHaveLength(1);
    });
  }
});
