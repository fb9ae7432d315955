import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Inspector, startInspector } from "../src/index.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce", respond: ["200"] });
});
afterEach(() => inspector.close());

function config(secretAccessKey = "test", accessKeyId = "test") {
  return {
    endpoint: inspector.url,
    credentials: { accessKeyId, secretAccessKey },
    region: "eu-central-1",
    maxAttempts: 1,
  };
}

describe("with verify: enforce, as AWS does", () => {
  it("takes what is signed", async () => {
    await new DynamoDB(config()).listTables({});
    await new S3(config()).putObject({ Bucket: "b", Key: "k", Body: "x" });
    expect(inspector.requests.map(({ status }) => status)).toEqual([200, 200]);
  });

  it("refuses a wrong secret", async () => {
    await expect(new DynamoDB(config("wrong")).listTables({})).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    await expect(new S3(config("wrong")).listBuckets({})).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
      $metadata: { httpStatusCode: 403 },
    });
    expect(inspector.requests).toMatchObject([
      { status: 403, signature: { fault: "mismatch" }, problem: { code: "SignatureDoesNotMatch" } },
      { status: 403, signature: { fault: "mismatch" }, problem: { code: "SignatureDoesNotMatch" } },
    ]);
  });

  it("refuses an unknown access key", async () => {
    await expect(new DynamoDB(config("test", "AKIDWHO")).listTables({})).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
    await expect(new S3(config("test", "AKIDWHO")).listBuckets({})).rejects.toMatchObject({
      name: "InvalidAccessKeyId",
    });
  });

  it("refuses an anonymous request", async () => {
    const response = await fetch(inspector.url);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });

  it("refuses a body that was changed after signing, and says which hash is whose", async () => {
    const client = new S3({ ...config(), requestChecksumCalculation: "WHEN_REQUIRED" });
    client.middlewareStack.add(
      (next) => async (args) => {
        if (typeof args.request === "object" && args.request !== null && "body" in args.request) {
          args.request.body = "Hello";
        }
        return next(args);
      },
      { name: "late", step: "finalizeRequest", priority: "low" },
    );
    await expect(client.putObject({ Bucket: "b", Key: "k", Body: "hello" })).rejects.toMatchObject({
      name: "XAmzContentSHA256Mismatch",
      message: expect.stringContaining("body was changed after signing: x-amz-content-sha256 says 2cf24dba"),
    });
    expect(inspector.requests[0]?.signature).toMatchObject({ state: "invalid", fault: "payload-changed" });
  });

  it("refuses a wrong checksum", async () => {
    const client = new S3(config());
    await expect(
      client.putObject({ Bucket: "b", Key: "k", Body: "hello", ChecksumCRC32: "AAAAAA==" }),
    ).rejects.toMatchObject({ name: "BadDigest", $metadata: { httpStatusCode: 400 } });
    expect(inspector.requests[0]?.checksums).toEqual([
      {
        name: "x-amz-checksum-crc32",
        location: "header",
        valid: false,
        declared: "AAAAAA==",
        actual: "NhCmhg==",
      },
    ]);
  });

  it("refuses a presigned URL that was tampered with", async () => {
    const url = await getSignedUrl(new S3(config()), new GetObjectCommand({ Bucket: "b", Key: "mine" }));
    const response = await fetch(url.replace("/mine", "/yours"));
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>SignatureDoesNotMatch</Code>");
    expect((await fetch(url)).status).toBe(200);
  });

  it("does not spend a scripted step on a request that it refuses", async () => {
    inspector.clear();
    inspector.respond("500");
    await fetch(inspector.url);
    await expect(new DynamoDB(config()).listTables({})).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    });
  });
});

it("without it, everything is reported and answered as scripted", async () => {
  await using reporting = await startInspector();
  await new S3({ ...config("wrong"), endpoint: reporting.url }).listBuckets({});
  expect(reporting.requests).toMatchObject([
    { status: 200, signature: { fault: "mismatch" }, problem: undefined },
  ]);
});
