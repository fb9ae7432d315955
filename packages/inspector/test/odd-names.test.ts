import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Inspector, startInspector } from "../src/index.js";

// The SDK signs, we verify: two implementations that share no code have to agree on every one of these.
const NAMES = [
  "plain",
  "with space",
  " leading and trailing ",
  "a+b=c&d;e,f",
  "100%",
  "%41%2F",
  "dots/../up/./here",
  "slashes//doubled///",
  "/leading",
  "trailing/",
  "parens(1)!*'~",
  "colon:at@hash#question?",
  'quote"back\\slash<>|^`{}[]',
  "umlaut-ü-日本-🐬",
  "tab\tnewline\n",
  "null\u0000",
];

let inspector: Inspector;
beforeAll(async () => {
  inspector = await startInspector();
});
beforeEach(() => inspector.clear());
afterAll(() => inspector.close());

function config() {
  return { ...inspector.clientConfig, region: "eu-central-1" };
}

function expectValid(operation: string): void {
  expect(inspector.requests).toMatchObject([
    { operation, signature: { state: "valid" }, problem: undefined },
  ]);
}

describe.each(NAMES)("the name %j", (name) => {
  it("as the key of an object", async () => {
    await new S3(config()).putObject({ Bucket: "b", Key: name, Body: name, Tagging: "a=b" });
    expectValid("PutObject");
    expect(inspector.requests[0]?.text).toBe(name);
  });

  it("in S3's query", async () => {
    await new S3(config()).listObjectsV2({ Bucket: "b", Prefix: name, StartAfter: name });
    expectValid("ListObjectsV2");
    expect(inspector.requests[0]?.query.get("prefix")).toBe(name);
  });

  // `new URL` removes dot segments, so fetch would send another path than the signed one.
  it.skipIf(name.includes(".."))("in a presigned URL", async () => {
    const command = new GetObjectCommand({ Bucket: "b", Key: `k${name}`, ResponseContentType: name });
    await fetch(await getSignedUrl(new S3(config()), command));
    expectValid("GetObject");
  });

  it("in Lambda's path and query", async () => {
    await new Lambda(config()).getFunction({ FunctionName: `f${name}`, Qualifier: name });
    expectValid("GetFunction");
  });

  it("in a body", async () => {
    await new DynamoDB(config()).getItem({ TableName: "t", Key: { id: { S: name } } });
    expectValid("GetItem");
    expect(JSON.parse(inspector.requests[0]?.text ?? "")).toMatchObject({ Key: { id: { S: name } } });
  });
});
