import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { SSM } from "@aws-sdk/client-ssm";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { type LoggerOptions, type LogSink, logger } from "@tucuxi/plugin-logger";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { configFor, keptPino, logged } from "./logged-calls.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

const METRICS = { Namespace: "N", MetricData: [{ MetricName: "a", Value: 1 }] };

/** A client whose own logger is told of faults. */
function clientTelling(error: (...content: unknown[]) => void): CloudWatch {
  const silent = (): void => {};
  return new CloudWatch({
    ...configFor(inspector),
    logger: { debug: silent, info: silent, warn: silent, error },
  });
}

function reportingClient(options: LoggerOptions) {
  const reported: unknown[][] = [];
  // The SDK logs calls that failed there too, as objects.
  const client = clientTelling(
    (...content) => void (typeof content[0] === "string" && reported.push(content)),
  );
  eventsOf(client).use(logger(options));
  return { client, reported };
}

const failure = new Error("disk full");
const REPORT = ["@tucuxi/plugin-logger: logging failed, which is reported once:", failure];
const broken = (fail: () => unknown): LogSink => ({ error: fail, info: fail, debug: fail, trace: fail });

describe("a logger that breaks leaves the call alone, and is reported once to the client's own logger", () => {
  it.each<[string, LogSink]>([
    [
      "throws",
      broken(() => {
        throw failure;
      }),
    ],
    ["rejects", broken(() => Promise.reject(failure))],
    [
      "gives what throws when it is looked at",
      broken(
        () =>
          new Proxy(
            {},
            {
              get() {
                throw failure;
              },
            },
          ),
      ),
    ],
    [
      "cannot say its level",
      {
        ...broken(() => undefined),
        isLevelEnabled() {
          throw failure;
        },
      },
    ],
  ])("when it %s", async (_, sink) => {
    const { client, reported } = reportingClient({ logger: sink, level: "trace", format: "object" });
    inspector.respond("500", "200", "400:Nope");
    expect(await client.putMetricData(METRICS)).toMatchObject({ $metadata: { attempts: 2 } });
    await expect(client.putMetricData(METRICS)).rejects.toMatchObject({ name: "Nope" });
    await vi.waitFor(() => expect(reported).toEqual([REPORT]));
  });

  it("when it never answers: nobody waits for it", async () => {
    const { client, reported } = reportingClient({
      logger: broken(() => new Promise(() => {})),
      level: "trace",
    });
    await client.putMetricData(METRICS);
    expect(reported).toEqual([]);
  });

  it("for each client once, though one plugin serves several", async () => {
    const plugin = logger({
      logger: broken(() => {
        throw failure;
      }),
    });
    const told: string[] = [];
    const clients = ["first", "second"].map((name) => clientTelling(() => void told.push(name)));
    for (const client of [...clients, ...clients]) {
      eventsOf(client).use(plugin);
      await client.putMetricData(METRICS);
    }
    expect(told).toEqual(["first", "second"]);
  });

  it("and where the client's logger is broken as well, nobody is told and the call goes on", async () => {
    const sink = broken(() => {
      throw failure;
    });
    const client = clientTelling(() => {
      throw new Error("broken as well");
    });
    eventsOf(client).use(logger({ logger: sink, level: "trace" }));
    expect(await client.putMetricData(METRICS)).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});

it("a rule that throws hides what it was asked about, is reported, and the record is written", async () => {
  const kept = keptPino("trace");
  const { client, reported } = reportingClient({
    logger: kept.sink,
    redact: (path) => {
      if (path.at(-1) === "MetricName") throw failure;
      return false;
    },
  });
  await client.putMetricData(METRICS);
  await client.putMetricData(METRICS);
  expect(reported).toEqual([REPORT]);
  expect(kept.records("wire")).toHaveLength(2);
  expect(kept.records("wire")[1]?.request.body).toEqual({
    redacted: { Namespace: "N", MetricData: [{ MetricName: "[redacted]", Value: 1 }] },
  });
});

describe("parameters that are hard to log", () => {
  it("a getter that fails is the SDK's failure, not the log's: the same error as without it", async () => {
    const input = () => ({
      TableName: "t",
      get Key(): never {
        throw failure;
      },
    });
    for (const level of ["info", "trace"]) {
      const client = new DynamoDB(configFor(inspector));
      const log = logged(client, level);
      await expect(client.getItem(input())).rejects.toBe(failure);
      expect(log.lines().length).toBeLessThanOrEqual(1);
    }
  });

  it("a getter that fails when the log reads it leaves no record of what is secret, and the call goes on", async () => {
    const Value = "correct-horse-battery";
    inspector.respond({ status: 400, body: JSON.stringify({ __type: "E", message: `bad: ${Value}` }) });
    const client = new SSM(configFor(inspector));
    const log = logged(client, "trace");
    // Only while the log reads: the SDK's own logging middleware reads the parameters again at the end.
    let fails = false;
    eventsOf(client).register("before-send", () => {
      fails = true;
    });
    eventsOf(client).register("response-received", () => {
      fails = false;
    });
    const Tags = [
      {
        Key: "k",
        get Value() {
          if (fails) throw failure;
          return "tag";
        },
      },
    ];
    await expect(client.putParameter({ Name: "/a", Value, Tags })).rejects.toThrow(`bad: ${Value}`);
    expect(log.records("wire")).toEqual([]);
    expect(log.records("attempt")[0]?.error).toMatchObject({ name: "E", message: "[redacted]" });
    expect(log.records("call")[0]?.error).toMatchObject({ name: "E", message: "bad: [redacted]" });
    expect(log.text()).not.toContain(Value);
  });

  it("cycles, BigInts, dates, bytes and odd numbers are logged as JSON can hold them", async () => {
    const kept = keptPino("trace");
    const client = new CloudWatch(configFor(inspector));
    const events = eventsOf(client);
    events.use(logger({ logger: kept.sink, redact: "output.secret" }));
    const parsed: Record<string, unknown> = {
      secret: 1,
      big: 12345678901234567890n,
      date: new Date(0),
      noDate: new Date(Number.NaN),
      bytes: new Uint8Array([1, 2, 3]),
      view: new DataView(new ArrayBuffer(4)),
      blob: new Blob(["abcd"]),
      nan: Number.NaN,
      infinite: Number.NEGATIVE_INFINITY,
      symbol: Symbol("s"),
      run: () => undefined,
      missing: undefined,
      nothing: null,
      text: Object("boxed"),
    };
    parsed["self"] = { again: parsed };
    parsed["deep"] = Array.from({ length: 200 }).reduce((inner) => [inner], "bottom");
    inspector.respond({ body: '{"x":1}' });
    // The SDK's filter lets only the model's members through: a client without schemas lets all of them.
    events.registerFirst("provide-client-params.*.*", ({ model }) => {
      Object.assign(model, { redactOutput: (value: object) => value });
    });
    events.register("before-parse", ({ customizedResponse }) => {
      Object.assign(customizedResponse, parsed);
    });
    await client.putMetricData(METRICS);
    const body = kept.records("wire")[0]?.response?.body;
    expect(body).toMatchObject({
      redacted: {
        secret: "[redacted]",
        big: "12345678901234567890",
        date: "1970-01-01T00:00:00.000Z",
        noDate: "Invalid Date",
        bytes: "AQID",
        view: "[4 bytes]",
        blob: "[blob of 4 bytes]",
        nan: "NaN",
        infinite: "-Infinity",
        symbol: "Symbol(s)",
        run: "[function]",
        nothing: null,
        text: "boxed",
        self: { again: { self: "[circular]" } },
      },
    });
    expect(JSON.stringify(body)).toContain("[deeper]");
    expect(body).not.toHaveProperty(["redacted", "$metadata"]);
  });

  it("huge parameters are cut at maxBodyBytes, and a secret at their end is still known", async () => {
    inspector.respond({
      status: 400,
      body: JSON.stringify({ __type: "E", message: "not allowed: end-of-it-all" }),
    });
    const client = new DynamoDB(configFor(inspector));
    const log = logged(client, "trace", { maxBodyBytes: 300, redact: "**.ssn" });
    const items = Array.from({ length: 5000 }, (_, index) => ({ S: `item ${index}` }));
    const Item = { id: { S: "1" }, all: { L: items }, ssn: { S: "end-of-it-all" } };
    await expect(client.putItem({ TableName: "t", Item })).rejects.toThrow("end-of-it-all");
    const body = log.records("wire")[0]?.request.body;
    expect(body).toMatchObject({ truncated: true });
    expect(JSON.stringify(body).length).toBeLessThan(1500);
    expect(log.text()).not.toContain("end-of-it-all");
    expect(log.records("call")[0]?.error?.message).toBe("not allowed: [redacted]");
  });

  it("what is thrown and is no error is logged too", async () => {
    const client = new S3(configFor(inspector));
    const log = logged(client, "info");
    let thrown: unknown = "a text";
    eventsOf(client).register("before-sign", () => {
      throw thrown;
    });
    for (thrown of [
      "a text",
      { name: 42, message: {} },
      Object.create(null),
      {
        get message(): never {
          throw failure;
        },
      },
    ]) {
      await client.listBuckets().catch(() => {});
    }
    expect(log.lines().map(({ level }) => level)).toEqual([50, 50, 50, 50]);
    expect(log.records("call").map(({ error }) => error)).toMatchObject([
      { name: "Error", message: "a text" },
      { name: "Error", message: "" },
      { name: "Error", message: "" },
      { name: "Error", message: "[redacted]" },
    ]);
  });
});
