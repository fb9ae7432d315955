import { Console } from "node:console";
import { PassThrough } from "node:stream";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { type LoggerOptions, logger } from "@tucuxi/plugin-logger";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { configFor } from "./logged-calls.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await inspector.close();
});

const METRICS = { Namespace: "N", MetricData: [{ MetricName: "a", Value: 1 }] };

/** The SDK's `Logger`: methods and nothing else. */
function sdkLogger() {
  const written: (readonly [method: string, ...content: unknown[]])[] = [];
  const method =
    (name: string) =>
    (...content: unknown[]): void => {
      written.push([name, ...content]);
    };
  return {
    written,
    logger: {
      trace: method("trace"),
      debug: method("debug"),
      info: method("info"),
      warn: method("warn"),
      error: method("error"),
    },
  };
}

async function call(options: LoggerOptions): Promise<void> {
  const client = new CloudWatch(configFor(inspector));
  eventsOf(client).use(logger(options));
  await client.putMetricData(METRICS).catch(() => {});
}

describe("the SDK's logger", () => {
  it("gets one line of JSON for each record, at info by default", async () => {
    inspector.respond("200", "400:Nope");
    const { logger, written } = sdkLogger();
    await call({ logger });
    await call({ logger });
    expect(written.map(([method, ...content]) => [method, content.length])).toEqual([
      ["info", 1],
      ["error", 1],
    ]);
    expect(JSON.parse(String(written[0]?.[1]))).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: "info",
      msg: expect.stringContaining("cloudwatch PutMetricData 200 in "),
      aws: expect.objectContaining({ type: "call", status: 200 }),
    });
  });

  it("has a method for each level", async () => {
    const { logger, written } = sdkLogger();
    await call({ logger, level: "trace" });
    expect(written.map(([method]) => method)).toEqual(["debug", "trace", "info"]);
  });

  it("that has no trace gets those records at debug", async () => {
    const { logger, written } = sdkLogger();
    const { trace: _, ...withoutTrace } = logger;
    await call({ logger: withoutTrace, level: "trace" });
    expect(written.map(([method]) => method)).toEqual(["debug", "debug", "info"]);
  });

  it("that knows its level and has no trace, as winston, is asked for debug", async () => {
    const { logger, written } = sdkLogger();
    const { trace: _, ...withoutTrace } = logger;
    const isLevelEnabled = (level: string): boolean => ["error", "info", "debug"].includes(level);
    await call({ logger: { ...withoutTrace, isLevelEnabled } });
    expect(written.map(([method]) => method)).toEqual(["debug", "info"]);
    written.length = 0;
    await call({ logger: { ...withoutTrace, isLevelEnabled }, level: "trace" });
    expect(written.map(([method]) => method)).toEqual(["debug", "debug", "info"]);
  });

  it("gets objects or text where the format says so", async () => {
    const { logger, written } = sdkLogger();
    await call({ logger, format: "object" });
    await call({ logger, format: "pretty" });
    expect(written).toEqual([
      [
        "info",
        { aws: expect.objectContaining({ type: "call" }) },
        expect.stringContaining("cloudwatch PutMetricData 200"),
      ],
      ["info", expect.stringMatching(/^[\d:.]{12} INFO {2}cloudwatch PutMetricData 200 in /)],
    ]);
  });
});

describe("console", () => {
  /** The real console, on streams of its own. */
  function keptConsole() {
    const kept = { out: "", error: "" };
    const stdout = new PassThrough().on("data", (chunk: Buffer) => {
      kept.out += chunk.toString();
    });
    const stderr = new PassThrough().on("data", (chunk: Buffer) => {
      kept.error += chunk.toString();
    });
    return { kept, console: new Console({ stdout, stderr }) };
  }

  function onTerminal(isTTY: boolean): void {
    Object.defineProperty(process.stdout, "isTTY", { value: isTTY, configurable: true });
  }
  const before = Object.getOwnPropertyDescriptor(process.stdout, "isTTY") ?? {
    value: undefined,
    configurable: true,
  };
  afterEach(() => Object.defineProperty(process.stdout, "isTTY", before));

  it("is the default, and gets JSON where standard output is no terminal", async () => {
    const info = vi.spyOn(console, "info").mockImplementation(() => {});
    onTerminal(false);
    await call({});
    expect(info.mock.calls.map(([line]) => JSON.parse(line).aws.type)).toEqual(["call"]);
  });

  it("gets text for people on a terminal, in colours unless NO_COLOR is set", async () => {
    const info = vi.spyOn(console, "info").mockImplementation(() => {});
    onTerminal(true);
    vi.stubEnv("NO_COLOR", "");
    await call({});
    vi.stubEnv("NO_COLOR", "1");
    await call({});
    const lines = info.mock.calls.map(([line]) => String(line));
    expect(lines[0]?.slice(13)).toContain("\u001b[32mINFO \u001b[39m cloudwatch PutMetricData 200 in ");
    expect(lines[1]).toMatch(/^[\d:.]{12} INFO {2}cloudwatch PutMetricData 200 in /);
  });

  it("is not asked for a trace, which would print a stack", async () => {
    const { kept, console } = keptConsole();
    await call({ logger: console, level: "trace" });
    expect(kept.error).toBe("");
    expect(
      kept.out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).aws.type),
    ).toEqual(["attempt", "wire", "call"]);
  });

  it("has failed calls on standard error", async () => {
    inspector.respond("400:Nope");
    const { kept, console } = keptConsole();
    await call({ logger: console });
    expect(kept.out).toBe("");
    expect(JSON.parse(kept.error).aws.error.name).toBe("Nope");
  });
});

describe("the pretty form", () => {
  it("shows all of a call: attempts, sizes, ids, errors, headers and bodies", async () => {
    inspector.respond("500", { body: '{"a":1}', headers: { "x-amzn-requestid": "R2", "x-amz-id-2": "E2" } });
    const { logger, written } = sdkLogger();
    await call({ logger, level: "trace", format: "pretty" });
    const text = written
      .map(([, content]) => String(content))
      .join("\n")
      .replaceAll(/[\d:.]{12} /g, "TIME ")
      .replaceAll(/[\d.]+ ms/g, "N ms")
      .replaceAll(
        /\d{8}\/[a-z0-9-]+\/monitoring\/aws4_request, SignedHeaders=[a-z0-9;-]+/g,
        "SCOPE AND HEADERS",
      )
      .replaceAll(new URL(inspector.url).host, "HOST");
    const [failed, , succeeded] = text.split(/^TIME /m).slice(1);
    expect(failed).toMatch(
      /^DEBUG cloudwatch PutMetricData attempt 1: failed with 500 InternalServerException in N ms, POST HOST, 61 B sent, \d+ B received, request id [0-9a-f-]+\n {4}InternalServerException: Scripted by the inspector: HTTP 500\n$/,
    );
    expect(succeeded).toBe(
      "DEBUG cloudwatch PutMetricData attempt 2: 200 in N ms, POST HOST, 61 B sent, 7 B received, request id R2, extended request id E2\n",
    );
    for (const line of [
      "TRACE cloudwatch PutMetricData attempt 2 on the wire",
      "    > POST http://HOST/",
      "    > authorization: AWS4-HMAC-SHA256 Credential=[redacted]/SCOPE AND HEADERS, Signature=[redacted]",
      '    > {"Namespace":"N","MetricData":[{"MetricName":"a","Value":1}]}',
      "    < 200",
      "    < x-amz-id-2: E2",
      '    < {"a":1}',
      "INFO  cloudwatch PutMetricData 200 in N ms, 2 attempts, 61 B sent, 7 B received, request id R2, extended request id E2",
    ]) {
      expect(text.replaceAll("TIME ", "").split("\n")).toContain(line);
    }
  });

  it("shows control characters that a service sends instead of sending them to the terminal", async () => {
    const message = "\u001b]0;title\u0007\u001b[2J\u202Etxt\r\nsecond line";
    inspector.respond({ status: 400, body: JSON.stringify({ __type: "Nope", message }) });
    const { logger, written } = sdkLogger();
    await call({ logger, format: "pretty" });
    expect(String(written[0]?.[1]).split("\n").slice(1)).toEqual([
      "    Nope: \\u001b]0;title\\u0007\\u001b[2J\\u202etxt",
      "    second line",
    ]);
  });
});

describe("options are checked when the plugin is made", () => {
  it.each([
    ["console", console, "Pass it as logger({ logger: console })"],
    ["a logger of another library", pino(), "Pass it as logger({ logger: yourLogger })"],
  ])("%s in place of the options is told where it belongs", (_, sink, words) => {
    expect(() => logger(sink as LoggerOptions)).toThrow(words);
  });

  it.each([
    [{ loger: console }, /no option "loger" \(did you mean "logger"\?\)/],
    [{ logger: {} }, /"logger" must be an object with the methods error, info and debug/],
    [{ logger: null }, /"logger" must be/],
    [{ level: "warn" }, /"level" must be "error", "info", "debug", "trace", not "warn"/],
    [{ format: "text" }, /"format" must be "object", "json", "pretty"/],
    [{ maxBodyBytes: -1 }, /"maxBodyBytes" must be a whole number from 0 to \d+, not -1/],
    [{ maxBodyBytes: 1.5 }, /"maxBodyBytes"/],
    [{ include: "" }, /"include" must be a pattern/],
    [{ include: ["s3", 1] }, /"include" must be a pattern/],
    [
      { include: "before-send.s3" },
      /begins with an event type. Write only "service.operation", such as "s3"/,
    ],
    [{ include: "s3.Get{" }, /unpaired/],
    [{ include: "s3.Get.Object.x" }, /segments/],
    [{ redact: ["Item.ssn"] }, /"Item.ssn" in redact matches nothing/],
    [{ redact: 1 }, /"redact" must be a path/],
    ["debug", /takes an options object/],
  ])("%j", (options, message) => {
    expect(() => logger(options as LoggerOptions)).toThrow(message);
  });
});
