import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Inspector, InspectorError, startInspector } from "../src/index.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

function config() {
  return {
    ...inspector.clientConfig,
    region: "eu-central-1",
    maxAttempts: 1,
  };
}

describe("the smallest success is one for the SDK", () => {
  it("of S3's operations", async () => {
    const s3 = new S3(config());
    const Bucket = "b";
    const Key = "k";
    await s3.createBucket({ Bucket });
    expect((await s3.listBuckets({})).$metadata.httpStatusCode).toBe(200);
    await s3.listObjects({ Bucket });
    expect((await s3.listObjectsV2({ Bucket })).Contents).toBeUndefined();
    await s3.headBucket({ Bucket });
    expect((await s3.putObject({ Bucket, Key, Body: "hello" })).ETag).toBe(
      '"5d41402abc4b2a76b9719d911017c592"',
    );
    expect(await (await s3.getObject({ Bucket, Key })).Body?.transformToString()).toBe("");
    expect((await s3.headObject({ Bucket, Key })).ContentLength).toBe(0);
    await s3.copyObject({ Bucket, Key, CopySource: "b/other" });
    await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key }] } });
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key });
    expect(UploadId).toBe("inspected");
    await s3.uploadPart({ Bucket, Key, UploadId, PartNumber: 1, Body: "part" });
    await s3.uploadPartCopy({ Bucket, Key, UploadId, PartNumber: 2, CopySource: "b/other" });
    await s3.listParts({ Bucket, Key, UploadId });
    expect(
      (await s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts: [] } })).Key,
    ).toBe(Key);
    await s3.abortMultipartUpload({ Bucket, Key, UploadId });
    await s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: [] } });
    await s3.getBucketCors({ Bucket });
    await s3.getBucketLocation({ Bucket });
    await s3.getObjectTagging({ Bucket, Key });
    await s3.deleteObject({ Bucket, Key });
    await s3.deleteBucket({ Bucket });

    expect(inspector.requests.map(({ operation }) => operation)).toEqual([
      "CreateBucket",
      "ListBuckets",
      "ListObjects",
      "ListObjectsV2",
      "HeadBucket",
      "PutObject",
      "GetObject",
      "HeadObject",
      "CopyObject",
      "DeleteObjects",
      "CreateMultipartUpload",
      "UploadPart",
      "UploadPartCopy",
      "ListParts",
      "CompleteMultipartUpload",
      "AbortMultipartUpload",
      "PutBucketCors",
      "GetBucketCors",
      "GetBucketLocation",
      "GetObjectTagging",
      "DeleteObject",
      "DeleteBucket",
    ]);
    expect(inspector.requests.filter(({ signature }) => !signature.valid)).toEqual([]);
    expect(inspector.requests.flatMap(({ checksums }) => checksums).filter(({ valid }) => !valid)).toEqual(
      [],
    );
  });

  it("of a query service", async () => {
    const output = await new STS(config()).getCallerIdentity({});
    expect(output.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(inspector.requests).toMatchObject([
      { service: "sts", operation: "GetCallerIdentity", protocol: "query", signature: { valid: true } },
    ]);
  });

  it("of SQS, whose client compares the MD5 of what it sent", async () => {
    const sqs = new SQS(config());
    const QueueUrl = `${inspector.url}/1/q`;
    expect((await sqs.sendMessage({ QueueUrl, MessageBody: "hi" })).MessageId).toBe("inspected");
    const batch = await sqs.sendMessageBatch({ QueueUrl, Entries: [{ Id: "a", MessageBody: "ho" }] });
    expect(batch.Successful).toMatchObject([{ Id: "a" }]);
    expect(inspector.requests[0]).toMatchObject({ service: "sqs", operation: "SendMessage" });
  });

  it("of Lambda's response stream", async () => {
    const output = await new Lambda(config()).invokeWithResponseStream({ FunctionName: "f" });
    const events: unknown[] = [];
    for await (const event of output.EventStream ?? []) events.push(event);
    expect(events).toEqual([]);
  });
});

describe("a scripted error has the protocol's shape", () => {
  const clients = {
    json: () => new DynamoDB(config()).listTables({}),
    cloudwatch: () => new CloudWatch(config()).listMetrics({}),
    query: () => new STS(config()).getCallerIdentity({}),
    "rest-json": () => new Lambda(config()).listFunctions({}),
    "rest-xml": () => new S3(config()).listBuckets({}),
  };

  it.each(Object.entries(clients))("with its code: %s", async (_, call) => {
    inspector.respond("418:TeapotException");
    await expect(call()).rejects.toMatchObject({
      name: "TeapotException",
      message: "Scripted by the inspector: HTTP 418",
      $metadata: { httpStatusCode: 418 },
    });
  });

  it.each([
    ["json", "ThrottlingException", 400],
    ["query", "Throttling", 400],
    ["rest-json", "TooManyRequestsException", 429],
    ["rest-xml", "SlowDown", 503],
  ] as const)("and throttling is the service's own: %s", async (protocol, name, status) => {
    inspector.respond("throttle");
    await expect(clients[protocol]()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  it("in CBOR, with a map of __type and message", async () => {
    inspector.respond("400:ResourceNotFound");
    const response = await fetch(
      `${inspector.url}/service/GraniteServiceVersion20100801/operation/ListMetrics`,
      {
        method: "POST",
        headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
        body: Uint8Array.of(0xa0),
      },
    );
    expect(inspector.requests[0]).toMatchObject({
      service: "cloudwatch",
      operation: "ListMetrics",
      protocol: "cbor",
    });
    expect(response.headers.get("smithy-protocol")).toBe("rpc-v2-cbor");
    const body = Buffer.from(await response.arrayBuffer());
    expect(body.toString("latin1")).toBe(
      "\xa2f__typepResourceNotFoundgmessagex\x23Scripted by the inspector: HTTP 400",
    );
  });
});

it("says the old code as well to a client that used to speak query", async () => {
  inspector.respond("400:LimitExceeded");
  await expect(new CloudWatch(config()).listMetrics({})).rejects.toMatchObject({
    name: expect.stringMatching(/^LimitExceeded/),
    $fault: "client",
  });
});

describe("scripted steps", () => {
  it("are answered in order, also those given later, and then every request succeeds", async () => {
    inspector.respond("500", "204");
    inspector.respond("503");
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await fetch(inspector.url)).status);
    expect(statuses).toEqual([500, 204, 503, 200, 200]);
  });

  it("may be a whole response, byte for byte", async () => {
    const body = JSON.stringify({ TableNames: ["given"] });
    inspector.respond({ status: 200, headers: { "x-extra": "1" }, body });
    expect((await new DynamoDB(config()).listTables({})).TableNames).toEqual(["given"]);
  });

  it("may have headers in any case, instead of the inspector's own", async () => {
    inspector.respond(
      { headers: { "Content-Length": "40", "x-amzn-RequestId": "given" } },
      { headers: { "Transfer-Encoding": "chunked" }, body: "{}" },
    );
    const head = await new S3(config()).headObject({ Bucket: "b", Key: "k" });
    expect([head.ContentLength, head.$metadata.requestId]).toEqual([40, "given"]);
    expect(await (await fetch(inspector.url)).text()).toBe("{}");
  });

  it("are recorded without a body that HTTP doesn't send", async () => {
    inspector.respond("204", "404");
    await fetch(inspector.url);
    await fetch(inspector.url, { method: "HEAD" });
    expect(inspector.requests.map(({ response }) => response?.bodyBytes)).toEqual([0, 0]);
  });

  it("may be a function of the request", async () => {
    inspector.respond(
      ({ operation }) => ({ body: JSON.stringify({ TableNames: [operation] }) }),
      async () => "400:FromFunction",
      () => undefined,
    );
    const client = new DynamoDB(config());
    expect((await client.listTables({})).TableNames).toEqual(["ListTables"]);
    await expect(client.listTables({})).rejects.toMatchObject({ name: "FromFunction" });
    expect((await client.listTables({})).TableNames).toBeUndefined();
  });

  it("that fail are a 500 that says so", async () => {
    inspector.respond(
      () => {
        throw new Error("oops");
      },
      () => "nonsense",
      { headers: { "bad\nname": "x" } },
      () => JSON.parse('{"headers":{"age":5}}'),
    );
    for (const message of [
      "oops",
      '"nonsense" isn\'t a response step',
      "Header name must be a valid HTTP token",
      'a response\'s header "age" is 5, not a string',
    ]) {
      const response = await fetch(inspector.url);
      expect(response.status).toBe(500);
      expect(await response.text()).toContain(message.replaceAll('"', '\\"'));
    }
  });

  it("may wait", async () => {
    inspector.respond("delay:60", "delay:60:500");
    for (const status of [200, 500]) {
      const start = performance.now();
      expect((await fetch(inspector.url)).status).toBe(status);
      expect(performance.now() - start).toBeGreaterThanOrEqual(55);
    }
  });

  it("may be an answer that cannot be parsed", async () => {
    inspector.respond("garbage");
    await expect(new DynamoDB(config()).listTables({})).rejects.toMatchObject({ name: "SyntaxError" });
  });

  it("may drop the connection", async () => {
    inspector.respond("drop");
    await expect(new DynamoDB(config()).listTables({})).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(inspector.requests).toMatchObject([{ operation: "ListTables", status: undefined }]);
  });

  it("may hang, until the inspector is closed", async () => {
    inspector.respond("hang");
    const call = new DynamoDB(config()).listTables({});
    const rejected = expect(call).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect
      .poll(() => inspector.requests)
      .toMatchObject([{ operation: "ListTables", status: undefined }]);
    await inspector.close();
    await rejected;
  });

  it("are forgotten by clear, together with the requests", async () => {
    inspector.respond("500", "500");
    await fetch(inspector.url);
    inspector.clear();
    expect(inspector.requests).toEqual([]);
    expect((await fetch(inspector.url)).status).toBe(200);
  });

  it("are checked when they are given, all before any", async () => {
    expect(() => inspector.respond("500", "thorttle")).toThrow(InspectorError);
    expect((await fetch(inspector.url)).status).toBe(200);
  });
});
