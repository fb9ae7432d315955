import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { rateLimit } from "@tucuxi/plugin-rate-limit";
import { s3Compat } from "@tucuxi/plugin-s3-compat";
import { random, traceHeader } from "@tucuxi/plugin-trace-header";
import { describe, expect, test } from "vitest";
import { metrics, signedNames, startEndpoint } from "./endpoint.js";

describe("gzip", () => {
  test("compresses a form once, whether the SDK would compress it or not, and the next call is as it would be", async () => {
    const { requests, cloudwatch } = await startEndpoint();
    const plain = cloudwatch({ disableRequestCompression: true });
    const client = cloudwatch();
    const off = eventsOf(client).use(gzip());
    for (const count of [20, 500]) {
      await plain.putMetricData(metrics(count));
      await client.putMetricData(metrics(count));
    }
    off();
    await client.putMetricData(metrics(20));
    expect(requests.map(({ contentEncoding }) => contentEncoding)).toEqual([
      undefined,
      "gzip",
      undefined,
      "gzip",
      undefined,
    ]);
    for (const at of [1, 3]) {
      const bytes = requests[at]?.wireBody ?? new Uint8Array();
      expect(gunzipSync(bytes).equals(requests[at - 1]?.wireBody ?? new Uint8Array())).toBe(true);
    }
    expect(new Set(requests.map(({ signature }) => signature.state))).toEqual(new Set(["valid"]));
  });

  test("compresses bytes and streams for S3, with a checksum of what is sent", async () => {
    const { requests, s3 } = await startEndpoint({ verify: "enforce" });
    const client = s3();
    eventsOf(client).use(gzip({ operations: ["s3.PutObject"] }));
    const text = "a line of text\n".repeat(10_000);
    const Bodies = [text, Buffer.from(text), Readable.from([Buffer.from(text)])];
    for (const Body of Bodies) {
      await client.putObject({ Bucket: "b", Key: "k", Body, ChecksumAlgorithm: "CRC32" });
    }
    expect(requests.length).toBe(3);
    for (const request of requests) {
      expect(request.contentEncoding).toMatch(/^gzip/);
      expect(request.text).toBe(text);
      expect(request.checksums).toMatchObject([{ valid: true }]);
      expect(request.wireBytes).toBeLessThan(5_000);
    }
  });
});

test("s3-compat leaves these clients their Content-MD5, and a checksum that the caller gives", async () => {
  const { requests, s3 } = await startEndpoint({ verify: "enforce" });
  const client = s3();
  eventsOf(client).use(s3Compat("r2"));
  await client.putObject({ Bucket: "b", Key: "k", Body: Readable.from(["text"]), ContentLength: 4 });
  const ChecksumSHA256 = createHash("sha256").update("text").digest("base64");
  await client.putObject({ Bucket: "b", Key: "k", Body: "text", ChecksumSHA256 });
  await client.deleteObjects({ Bucket: "b", Delete: { Objects: [{ Key: "k" }] } });
  const names = requests.map(({ checksums }) => checksums.map(({ name }) => name));
  expect(names).toEqual([[], ["x-amz-checksum-sha256"], ["content-md5"]]);
});

test("guard sends reads, refuses writes, and sees what is really sent", async () => {
  const { requests, s3 } = await startEndpoint();
  const client = s3();
  const events = eventsOf(client);
  events.use(guard({ regions: ["eu-west-1"], budget: { calls: 2, bytes: 100 } }));
  const order = { Bucket: "b", Key: "k" };
  await client.getObject(order);
  await expect(client.putObject(order)).rejects.toMatchObject({ code: "WRITE_REFUSED" });
  const off = events.register("before-sign", ({ request }) => {
    request.method = "DELETE";
  });
  await expect(client.getObject(order)).rejects.toMatchObject({ code: "REQUEST_CHANGED" });
  off();
  await client.headObject(order);
  await expect(client.headObject(order)).rejects.toMatchObject({ code: "BUDGET_SPENT" });
  expect(requests.map(({ operation }) => operation)).toEqual(["GetObject", "HeadObject"]);
});

test("rate-limit counts attempts, and lets those wait that are too many", async () => {
  const { requests, cloudwatch } = await startEndpoint({ respond: ["500"] });
  const client = cloudwatch();
  const waits: string[] = [];
  eventsOf(client).use(
    rateLimit({ "cloudwatch.*": "3/2s", onWait: ({ operation }) => void waits.push(operation) }),
  );
  for (let call = 0; call < 3; call++) await client.putMetricData(metrics(1));
  expect(requests).toHaveLength(4);
  expect(waits).toEqual(["PutMetricData"]);
});

test("trace-header adds one id to all attempts of a call, and it is signed", async () => {
  const { requests, cloudwatch } = await startEndpoint({ respond: ["500"] });
  const client = cloudwatch();
  eventsOf(client).use(traceHeader({ header: "x-trace-id", value: random() }));
  await client.putMetricData(metrics(1));
  await client.putMetricData(metrics(1));
  const ids = requests.map(({ headers }) => headers["x-trace-id"]);
  expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
  for (const request of requests) {
    expect(signedNames(request)).toContain("x-trace-id");
    expect(request.signature.state).toBe("valid");
  }
});

describe("logger", () => {
  test("shows no secret of input or output, which clients without schemas mark by filters", async () => {
    const { inspector, config } = await startEndpoint();
    const lines: string[] = [];
    const write = (...parts: readonly unknown[]) => void lines.push(JSON.stringify(parts));
    const options = {
      level: "trace",
      logger: { error: write, warn: write, info: write, debug: write, trace: write },
    } as const;
    const lambda = new Lambda(config);
    eventsOf(lambda).use(logger(options));
    const Environment = { Variables: { DB: "correct-horse" } };
    await lambda.updateFunctionConfiguration({ FunctionName: "orders", Environment });
    await lambda.invoke({ FunctionName: "orders", Payload: Buffer.from('{"card":"4111-1111"}') });
    inspector.respond(() => ({
      headers: { "content-type": "text/xml" },
      body: `<GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult><Credentials><SessionToken>battery-staple</SessionToken><SecretAccessKey>very-secret</SecretAccessKey><Expiration>2030-01-01T00:00:00Z</Expiration><AccessKeyId>AKID</AccessKeyId></Credentials></GetSessionTokenResult></GetSessionTokenResponse>`,
    }));
    const sts = new STS(config);
    eventsOf(sts).use(logger(options));
    expect((await sts.getSessionToken({})).Credentials?.SecretAccessKey).toBe("very-secret");
    const log = lines.join("\n");
    expect(log).toContain("UpdateFunctionConfiguration");
    expect(log).toContain("GetSessionToken");
    expect(log).not.toMatch(/correct-horse|4111-1111|battery-staple|very-secret/);
  });
});

describe("payload-limit", () => {
  test("splits a form that is too long, and messages that are too many", async () => {
    const { requests, config, cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf(client);
    events.use(payloadLimit({ concurrency: 1 }));
    events.use(gzip());
    await client.putMetricData(metrics(2_500));
    expect(requests.map(({ text }) => text.split(".MetricName=").length - 1)).toEqual([1_000, 1_000, 500]);
    expect(requests.map(({ text }) => /MetricName=(shop-\d+)/.exec(text)?.[1])).toEqual([
      "shop-0",
      "shop-1000",
      "shop-2000",
    ]);

    const sqs = new SQS(config);
    eventsOf(sqs).use(payloadLimit());
    const Entries = Array.from({ length: 25 }, (_, index) => ({ Id: `m${index}`, MessageBody: "text" }));
    const QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
    const { Successful } = await sqs.sendMessageBatch({ QueueUrl, Entries });
    expect(Successful?.map(({ Id }) => Id)).toEqual(Entries.map(({ Id }) => Id));
    expect(requests.length).toBe(6);
  });

  test("splits what a document client writes", async () => {
    const { requests, config } = await startEndpoint();
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
    eventsOf(client).use(payloadLimit());
    const writes = Array.from({ length: 60 }, (_, id) => ({ PutRequest: { Item: { id } } }));
    await client.send(new BatchWriteCommand({ RequestItems: { orders: writes } }));
    const sent = requests.flatMap(({ text }) => text.match(/"N":"\d+"/g) ?? []);
    expect(sent.sort()).toEqual(writes.map((_, id) => `"N":"${id}"`).sort());
    expect(requests.length).toBe(3);
  });
});
