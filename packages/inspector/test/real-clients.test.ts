import { Readable } from "node:stream";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InspectedRequest, type Inspector, startInspector } from "../src/index.js";

let inspector: Inspector;
beforeAll(async () => {
  inspector = await startInspector();
});
beforeEach(() => inspector.clear());
afterAll(() => inspector.close());

function config() {
  return {
    ...inspector.clientConfig,
    region: "eu-central-1",
    maxAttempts: 3,
  } as const;
}

function last(): InspectedRequest {
  const request = inspector.requests.at(-1);
  if (request === undefined) throw new Error("no request was recorded");
  return request;
}

describe("CloudWatch", () => {
  it("names PutMetricData, gunzips its body and finds its signature valid", async () => {
    const client = new CloudWatch(config());
    const metrics = Array.from({ length: 500 }, (_, index) => ({
      MetricName: `metric-number-${index}`,
      Value: index,
    }));
    await client.putMetricData({ Namespace: "Tucuxi/Test", MetricData: metrics });

    expect(last()).toMatchObject({
      service: "cloudwatch",
      operation: "PutMetricData",
      contentEncoding: "gzip",
      status: 200,
      signature: { state: "valid", valid: true, kind: "header", scope: { service: "monitoring" } },
    });
    expect(last().wireBytes).toBeLessThan(last().bodyBytes);
    expect(last().text).toContain("metric-number-499");
  });

  it("gives scripted errors in order, which the SDK retries", async () => {
    const client = new CloudWatch(config());
    inspector.respond("500", "throttle", "200");
    await client.listMetrics({});
    expect(inspector.requests.map(({ status }) => status)).toEqual([500, 400, 200]);
  });

  it("drops a connection, which the SDK retries", async () => {
    const client = new CloudWatch(config());
    inspector.respond("drop");
    await client.listMetrics({});
    expect(inspector.requests.map(({ status }) => status)).toEqual([undefined, 200]);
  });
});

describe("DynamoDB", () => {
  it("names an operation and its signature is valid", async () => {
    await new DynamoDB(config()).getItem({ TableName: "t", Key: { id: { S: "ü" } } });
    expect(last()).toMatchObject({
      service: "dynamodb",
      operation: "GetItem",
      protocol: "json",
      signature: { valid: true },
    });
    expect(last().text).toContain("ü");
  });

  it("throws the scripted error by its name", async () => {
    inspector.respond("400:ConditionalCheckFailedException");
    await expect(new DynamoDB(config()).putItem({ TableName: "t", Item: {} })).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe("Lambda", () => {
  it.each([
    [
      "Invoke",
      (client: Lambda) =>
        client.invoke({ FunctionName: "arn:aws:lambda:eu-central-1:1:function:f", Payload: "{}" }),
    ],
    ["ListFunctions", (client: Lambda) => client.listFunctions({ Marker: "a b/c+d" })],
    ["GetFunction", (client: Lambda) => client.getFunction({ FunctionName: "f" })],
    ["DeleteFunction", (client: Lambda) => client.deleteFunction({ FunctionName: "f", Qualifier: "1" })],
    [
      "UpdateFunctionCode",
      (client: Lambda) => client.updateFunctionCode({ FunctionName: "f", S3Bucket: "b" }),
    ],
    [
      "TagResource",
      (client: Lambda) =>
        client.tagResource({ Resource: "arn:aws:lambda:eu-central-1:1:function:f", Tags: {} }),
    ],
    ["InvokeWithResponseStream", (client: Lambda) => client.invokeWithResponseStream({ FunctionName: "f" })],
  ] as const)("names %s by its path", async (operation, call) => {
    await call(new Lambda(config()));
    expect(last()).toMatchObject({
      service: "lambda",
      operation,
      protocol: "rest-json",
      signature: { valid: true },
    });
  });

  it("throws TooManyRequestsException for a scripted throttle", async () => {
    inspector.respond("throttle");
    const client = new Lambda({ ...config(), maxAttempts: 1 });
    await expect(client.invoke({ FunctionName: "f" })).rejects.toMatchObject({
      name: "TooManyRequestsException",
    });
  });
});

describe("S3", () => {
  it("takes a stream with a trailing checksum apart", async () => {
    const client = new S3(config());
    const parts = ["one ", "two ", "three"];
    await client.putObject({
      Bucket: "b",
      Key: "a key/with+odd (chars)~ü",
      Body: Readable.from(parts.map((part) => Buffer.from(part))),
      ContentLength: 13,
    });
    expect(last()).toMatchObject({
      service: "s3",
      operation: "PutObject",
      protocol: "rest-xml",
      text: "one two three",
      signature: { valid: true, payload: "streaming" },
      checksums: [{ name: "x-amz-checksum-crc32", location: "trailer", valid: true }],
      problem: undefined,
    });
  });

  it.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
    "agrees with the SDK on %s",
    async (algorithm) => {
      await new S3(config()).putObject({
        Bucket: "b",
        Key: "k",
        Body: "The quick brown fox",
        ChecksumAlgorithm: algorithm,
      });
      expect(last().checksums).toMatchObject([
        { name: `x-amz-checksum-${algorithm.toLowerCase()}`, valid: true },
      ]);
      expect(last().signature.valid).toBe(true);
    },
  );

  it("takes a presigned URL", async () => {
    const client = new S3(config());
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: "b", Key: "k k" }), {
      expiresIn: 60,
    });
    expect((await fetch(url)).status).toBe(200);
    expect(last()).toMatchObject({
      operation: "GetObject",
      signature: { state: "valid", kind: "presigned", payload: "unsigned" },
    });
  });
});
