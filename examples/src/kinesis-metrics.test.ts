import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CloudWatch, type MetricDatum } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { type InspectedRequest, type Inspector, startInspector } from "@tucuxi/inspector";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { grouped, type Measurement } from "./kinesis-metrics-grouping.js";
import { type KinesisEvent, publisherTo } from "./kinesis-metrics-handler.js";

let inspector: Inspector;

beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await inspector.close();
});

function measurement(metric: string, value: number, more: Partial<Measurement> = {}): Measurement {
  return { metric, value, unit: "Count", time: 90_000, dimensions: { Shop: "eu" }, ...more };
}

function eventOf(measurements: readonly Measurement[]): KinesisEvent {
  return {
    Records: measurements.map((one) => ({
      kinesis: { data: Buffer.from(JSON.stringify(one)).toString("base64") },
    })),
  };
}

function sentMetrics({ text }: InspectedRequest): MetricDatum[] {
  return JSON.parse(text ?? "").MetricData;
}

function client(): CloudWatch {
  return new CloudWatch({
    ...inspector.clientConfig,
    region: "eu-west-1",
    maxAttempts: 1,
  });
}

describe("grouping", () => {
  it("counts the values of what CloudWatch stores together, by the minute", () => {
    const measurements = [
      measurement("a", 1),
      measurement("a", 2, { time: 119_999 }),
      measurement("a", 1, { time: 60_000 }),
      measurement("a", 1, { time: 120_000 }),
      measurement("a", 1, { unit: "Bytes" }),
      measurement("a", 1, { dimensions: { Shop: "us" } }),
      measurement("b", 1),
    ];
    expect(
      grouped(measurements).map(({ MetricName, Unit, Timestamp, Dimensions, Values, Counts }) => [
        MetricName,
        Unit,
        Timestamp?.getTime(),
        Dimensions?.[0]?.Value,
        Values,
        Counts,
      ]),
    ).toEqual([
      ["a", "Count", 60_000, "eu", [1, 2], [2, 1]],
      ["a", "Count", 120_000, "eu", [1], [1]],
      ["a", "Bytes", 60_000, "eu", [1], [1]],
      ["a", "Count", 60_000, "us", [1], [1]],
      ["b", "Count", 60_000, "eu", [1], [1]],
    ]);
  });

  it("takes the dimensions of a measurement in any order", () => {
    const one = measurement("a", 1, { dimensions: { Shop: "eu", Stage: "prod" } });
    const other = measurement("a", 2, { dimensions: { Stage: "prod", Shop: "eu" } });
    expect(grouped([one, other]).map(({ Values }) => Values)).toEqual([[1, 2]]);
  });
});

describe("the Lambda function", () => {
  it("publishes what it gets in one compressed request where that is enough", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", inspector.url);
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", inspector.credentials.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", inspector.credentials.secretAccessKey);
    vi.resetModules();
    const { handler } = await import("./kinesis-metrics-handler.js");
    await handler(eventOf(Array.from({ length: 500 }, (_, n) => measurement(`m${n % 100}`, n % 7))));
    expect(inspector.requests).toHaveLength(1);
    expect(inspector.requests[0]).toMatchObject({ status: 200, contentEncoding: "gzip" });
    expect(inspector.requests.flatMap(sentMetrics)).toHaveLength(100);
  });

  it("sends what was not accepted once more, and nothing twice", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const cloudwatch = client();
    eventsOf(cloudwatch).use(payloadLimit({ concurrency: 1 }));
    inspector.respond("200", "500");
    const measurements = Array.from({ length: 2500 }, (_, n) => measurement(`m${n}`, n));
    await publisherTo(cloudwatch)(eventOf(measurements));
    const accepted = inspector.requests.filter(({ status }) => status === 200).flatMap(sentMetrics);
    expect(accepted.map(({ MetricName }) => MetricName)).toEqual(measurements.map(({ metric }) => metric));
    expect(warn.mock.calls.flat().join()).toContain("accepted 0-999; unknown 1000-1999; not sent 2000-2499");
  });

  it("fails, for Lambda to repeat the batch, where nothing is accepted", async () => {
    const cloudwatch = client();
    eventsOf(cloudwatch).use(payloadLimit({ concurrency: 1 }));
    inspector.respond("403:AccessDenied");
    const event = eventOf(Array.from({ length: 2500 }, (_, n) => measurement(`m${n}`, n)));
    await expect(publisherTo(cloudwatch)(event)).rejects.toMatchObject({ code: "PART_FAILED", accepted: [] });
    expect(inspector.requests).toHaveLength(1);
  });

  it("leaves out a record that is no measurement", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const { Records } = eventOf([measurement("a", 1)]);
    await publisherTo(client())({ Records: [{ kinesis: { data: "bm9uZQ==" } }, ...Records] });
    expect(inspector.requests.flatMap(sentMetrics)).toHaveLength(1);
    expect(warn).toHaveBeenCalledOnce();
  });
});

it("the program shows what 5,000 records become, each of which arrives in every way", async () => {
  const program = fileURLToPath(new URL("./kinesis-metrics.ts", import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", "--import", "tsx", program, "5000"],
    { env: { ...process.env, NODE_NO_WARNINGS: "1" } },
  );
  expect(stderr).toBe("");
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.trim().split(/ {2,}/));
  expect(rows[0]).toEqual(["requests", "bytes", "largest", "measurements"]);
  expect(rows.slice(1).map(([way, requests, , , measurements]) => [way, requests, measurements])).toEqual([
    ["before: each record a metric", "5", "5,000"],
    ["grouped", "2", "5,000"],
    ["after: grouped, gzip", "2", "5,000"],
  ]);
  const [before = 0, grouping = 0, after = 0] = rows
    .slice(1)
    .map(([, , bytes = ""]) => Number(bytes.replaceAll(",", "")));
  expect(grouping).toBeLessThan(before);
  expect(after * 5).toBeLessThan(grouping);
});
