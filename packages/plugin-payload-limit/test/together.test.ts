import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf, Session, withContext } from "@tucuxi/events";
import { traceHeader } from "@tucuxi/plugin-trace-header";
import { describe, expect, it } from "vitest";
import { payloadLimit } from "../src/index.js";
import { metrics, sentData, sentMetrics, startEndpoint, upTo } from "./support.js";

const Namespace = "shop";
const limits = { "cloudwatch.PutMetricData": { maxItems: 10 } };

describe("handlers of a call that is split", () => {
  it("change each item once, and run once for the call", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.use(payloadLimit({ limits, concurrency: 1 }));
    let runs = 0;
    events.register("provide-client-params.cloudwatch.PutMetricData", ({ params }) => {
      runs++;
      // In place, at the bottom of what the parameters hold.
      for (const datum of params.MetricData ?? []) {
        datum.Dimensions ??= [];
        datum.Dimensions.push({ Name: "stage", Value: "prod" });
      }
    });
    events.register("before-parameter-build.cloudwatch.PutMetricData", ({ params }) => {
      params.MetricData = [...(params.MetricData ?? []), { MetricName: "heartbeat", Value: 1 }];
    });
    await client.putMetricData({ Namespace, MetricData: metrics(25) });
    const sent = requests.flatMap(sentData);
    expect(sent.map(({ MetricName }) => MetricName)).toEqual([
      ...metrics(25).map(({ MetricName }) => MetricName),
      "heartbeat",
    ]);
    expect(runs).toBe(1);
    const once = [{ Name: "stage", Value: "prod" }];
    expect(sent.slice(0, 25).map(({ Dimensions }) => Dimensions)).toEqual(metrics(25).map(() => once));
  });

  it("add a member to the call once, and not to the parts that have nothing in it", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.use(payloadLimit({ limits, concurrency: 1 }));
    events.register("provide-client-params.cloudwatch.PutMetricData", ({ params }) => {
      params.MetricData = [...(params.MetricData ?? []), { MetricName: "heartbeat", Value: 1 }];
    });
    const Entity = { KeyAttributes: { Type: "Service", Name: "orders" } };
    await client.putMetricData({ Namespace, EntityMetricData: [{ Entity, MetricData: metrics(25) }] });
    expect(requests.map(sentMetrics)).toEqual([["heartbeat"], [], []]);
  });

  it("may replace the parameters: what they return is what is split", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.register("provide-client-params", () => ({ Namespace: "other", MetricData: metrics(12) }));
    events.use(payloadLimit({ limits, concurrency: 1 }));
    await client.putMetricData({ Namespace, MetricData: [] });
    expect(requests.map((request) => sentMetrics(request).length)).toEqual([10, 2]);
    expect(requests.every(({ text }) => text.includes('"other"'))).toBe(true);
  });

  it("change the merged answer once", async () => {
    const { cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.use(payloadLimit({ limits, concurrency: 1 }));
    const seen: unknown[] = [];
    events.register("after-call.cloudwatch.PutMetricData", ({ parsed, error }) => {
      seen.push(error);
      if (parsed?.$metadata.attempts !== undefined) parsed.$metadata.attempts += 100;
    });
    const { $metadata } = await client.putMetricData({ Namespace, MetricData: metrics(30) });
    expect($metadata.attempts).toBe(103);
    expect(seen).toEqual([undefined]);
  });

  it.each(["after-call.*.*", "after-call.cloudwatch.PutMetricData", "after-call"] as const)(
    "of %s see what a refused call came to and not the refusal, although they were there first",
    async (pattern) => {
      const { cloudwatch, inspector } = await startEndpoint();
      const client = cloudwatch();
      const events = eventsOf(client);
      const seen: unknown[] = [];
      events.registerFirst(pattern, ({ error, parsed }) => {
        seen.push([error, parsed !== undefined]);
      });
      events.use(payloadLimit({ strategy: "optimistic", operations: ["cloudwatch.PutMetricData"] }));
      inspector.respond("413");
      const { $metadata } = await client.putMetricData({ Namespace, MetricData: metrics(2) });
      expect($metadata.attempts).toBe(2);
      expect(seen).toEqual([[undefined, true]]);
    },
  );

  it("find in the context of each part what the call was given", async () => {
    const { cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.use(payloadLimit({ limits }));
    const seen: unknown[] = [];
    events.register("before-sign", ({ context }) => {
      seen.push(context["tenant"]);
    });
    const command = new PutMetricDataCommand({ Namespace, MetricData: metrics(20) });
    await client.send(withContext(command, { tenant: "a" }));
    expect(seen).toEqual(["a", "a"]);
  });

  it("that read what is current where the call is made, as a trace header's source does, do so once for all parts", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.use(payloadLimit({ limits }));
    let captured = 0;
    const headers = ["x-trace", "x-state"] as const;
    const capture = () => ({ "x-trace": `trace-${++captured}`, "x-state": "s" });
    events.use(traceHeader({ value: { name: "own()", headers, capture } }));
    await client.putMetricData({ Namespace, MetricData: metrics(30) });
    expect(requests.map((request) => request.headers["x-trace"])).toEqual(["trace-1", "trace-1", "trace-1"]);
    expect(captured).toBe(1);
  });

  it("that answer a call without the network answer it whole, installed before or after", async () => {
    for (const isFirst of [true, false]) {
      const { cloudwatch, requests } = await startEndpoint();
      const client = cloudwatch();
      const events = eventsOf(client);
      let answers = 0;
      const stub = (): void => {
        events.register("before-call.*.*", () => {
          answers++;
          return { parsed: {} };
        });
      };
      if (isFirst) stub();
      events.use(payloadLimit({ limits }));
      if (!isFirst) stub();
      await client.putMetricData({ Namespace, MetricData: metrics(30) });
      expect([answers, requests.length]).toEqual([1, 0]);
    }
  });
});

describe("the plugin", () => {
  it("works on each client of a session by itself", async () => {
    const { config, requests } = await startEndpoint();
    const session = new Session();
    session.events.use(payloadLimit({ limits }));
    const clients = upTo(2).map(() => session.client(CloudWatchClient, config));
    await Promise.all(
      clients.map((client, index) =>
        client.send(new PutMetricDataCommand({ Namespace: `n${index}`, MetricData: metrics(25) })),
      ),
    );
    const lengths = (namespace: string) =>
      requests
        .filter(({ text }) => text.includes(`"${namespace}"`))
        .map((request) => sentMetrics(request).length)
        .sort();
    expect([lengths("n0"), lengths("n1")]).toEqual([
      [10, 10, 5],
      [10, 10, 5],
    ]);
  });

  it("works with resolved stacks that the SDK keeps, for calls at the same time", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch({ cacheMiddleware: true });
    eventsOf(client).use(payloadLimit({ limits }));
    await Promise.all(
      upTo(3).map((n) => client.putMetricData({ Namespace: `n${n}`, MetricData: metrics(30) })),
    );
    expect(requests).toHaveLength(9);
    expect(new Set(requests.map(({ text }) => text)).size).toBe(9);
  });

  it("installed twice is installed once, and leaves with its disposer", async () => {
    const { cloudwatch, requests, inspector } = await startEndpoint();
    const client = cloudwatch();
    const before = client.middlewareStack.identify();
    const off = eventsOf(client).use(payloadLimit({ limits }));
    eventsOf(client).use(payloadLimit({ limits }));
    await client.putMetricData({ Namespace, MetricData: metrics(20) });
    expect(requests).toHaveLength(2);
    off();
    inspector.clear();
    await client.putMetricData({ Namespace, MetricData: metrics(20) });
    expect(requests.map((request) => sentMetrics(request).length)).toEqual([20]);
    expect(client.middlewareStack.identify()).toEqual(before);
  });

  it("leaves the operations alone that it is not told to split, and those that are no batches", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ operations: ["kinesis.PutRecords"] }));
    await client.putMetricData({ Namespace, MetricData: metrics(1001) });
    await client.deleteAlarms({ AlarmNames: ["a"] });
    expect(requests.map(({ operation }) => operation)).toEqual(["PutMetricData", "DeleteAlarms"]);
  });

  const failure = new Error("no");
  const throws = (): void => {
    throw failure;
  };

  it.each([
    ["throws", throws],
    ["is rejected with", async () => throws()],
  ])("reports what onSplit %s to the client's logger, and the call goes on", async (_, onSplit) => {
    const { cloudwatch, requests } = await startEndpoint();
    const reported: unknown[][] = [];
    const client = cloudwatch({
      logger: {
        ...console,
        info() {},
        debug() {},
        warn() {},
        error: (...content: unknown[]) => void reported.push(content),
      },
    });
    eventsOf(client).use(payloadLimit({ limits, onSplit }));
    await client.putMetricData({ Namespace, MetricData: metrics(20) });
    expect(requests).toHaveLength(2);
    expect(reported).toContainEqual(["@tucuxi/plugin-payload-limit: onSplit threw:", failure]);
  });
});

describe("a presigned URL", () => {
  it("of a batch that is too large sends nothing: whoever uses the URL does", async () => {
    const { cloudwatch, requests } = await startEndpoint();
    const client = cloudwatch();
    eventsOf(client).use(payloadLimit({ limits }));
    const url = await getSignedUrl(client, new PutMetricDataCommand({ Namespace, MetricData: metrics(30) }));
    expect(url).toContain("X-Amz-Signature=");
    expect(requests).toHaveLength(0);
  });
});

describe("payloadLimit() refuses", () => {
  it.each([
    [{ strategy: "hopeful" }, 'must be "pessimistic" or "optimistic", not "hopeful"'],
    [{ strategie: "optimistic" }, 'has no option "strategie" (did you mean "strategy"?)'],
    [
      { operations: [] },
      'the option "operations" must be a list of at least one of cloudwatch.PutMetricData',
    ],
    [{ operations: ["sqs.SendMessage"] }, 'has "sqs.SendMessage", which isn\'t an operation that it splits'],
    [{ operations: ["sqs.SendMessage"] }, "must be a list of at least one of"],
    [{ operations: ["sqs.SendMessage"] }, 'write "sqs.SendMessageBatch"'],
    [{ operations: ["PutMetricData"] }, 'write "cloudwatch.PutMetricData"'],
    [{ operations: ["putlogevents"] }, 'write "cloudwatch-logs.PutLogEvents"'],
    [{ operations: ["logs.PutLogEvents"] }, 'write "cloudwatch-logs.PutLogEvents"'],
    [{ operations: ["s3.PutObject"] }, "an operation that it splits. It must be a list of at least one of"],
    [{ operations: [5] }, "has a value of type number"],
    [{ limits: { PutRecords: {} } }, 'has no option "PutRecords" (did you mean "kinesis.PutRecords"?)'],
    [
      { limits: { "events.PutEvents": {} } },
      'has no option "events.PutEvents" (did you mean "eventbridge.PutEvents"?)',
    ],
    [{ operations: "sqs.SendMessageBatch" }, "must be a list of at least one of"],
    [{ limits: 5 }, 'the option "limits" must be an object, not 5'],
    [
      { limits: { "sqs.SendMessagesBatch": {} } },
      'has no option "sqs.SendMessagesBatch" (did you mean "sqs.SendMessageBatch"?)',
    ],
    [
      { limits: { "sqs.SendMessageBatch": { maxItem: 3 } } },
      'has no option "maxItem" (did you mean "maxItems"?)',
    ],
    [{ limits: { "sqs.SendMessageBatch": { maxItems: 0 } } }, "must be a whole number from 1 up, not 0"],
    [{ limits: { "sqs.SendMessageBatch": { maxBytes: 1.5 } } }, "must be a whole number from 1 up, not 1.5"],
    [{ concurrency: 0 }, 'the option "concurrency" must be a whole number from 1 up, not 0'],
    [{ concurrency: Number.POSITIVE_INFINITY }, "must be a whole number from 1 up, not Infinity"],
    [{ onSplit: true }, 'the option "onSplit" must be a function, not true'],
  ])("%j", (options, message) => {
    expect(() => payloadLimit(options as never)).toThrow(message);
  });

  it("nothing that is undefined, which is as good as absent", () => {
    const undefinedLimits = { "sqs.SendMessageBatch": { maxItems: undefined } };
    expect(() =>
      payloadLimit({ limits: undefinedLimits as never, concurrency: undefined as never }),
    ).not.toThrow();
  });
});
