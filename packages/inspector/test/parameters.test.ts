import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Inspector, startInspector } from "../src/index.js";
import { decodeCbor } from "../src/parameters/cbor-decode.js";
import { parseJson } from "../src/parameters/json.js";
import { parametersOf } from "../src/parameters/parameters.js";
import { parseXml } from "../src/parameters/xml.js";

let inspector: Inspector;
beforeAll(async () => {
  inspector = await startInspector();
});
beforeEach(() => inspector.clear());
afterAll(() => inspector.close());

/** What the last request asks for, as plain JSON with text for bytes. */
function parameters(): unknown {
  const request = inspector.requests.at(-1);
  if (request === undefined) throw new Error("no request came");
  const { value, problem } = parametersOf(request);
  if (value === undefined) throw new Error(problem);
  return JSON.parse(
    JSON.stringify(value, (_, inner) =>
      inner instanceof Uint8Array ? Buffer.from(inner).toString() : inner,
    ),
    // Bytes turn themselves into an object before the function above sees them.
    (_, inner) => (inner?.type === "Buffer" ? Buffer.from(inner.data).toString() : inner),
  );
}

it("DynamoDB: JSON", async () => {
  const input = { TableName: "t", Item: { id: { S: "1" }, set: { SS: ["a", "b"] } } };
  await new DynamoDB(inspector.clientConfig).putItem(input);
  expect(parameters()).toEqual(input);
});

it("CloudWatch: JSON, gzipped", async () => {
  const input = {
    Namespace: "Orders",
    MetricData: [
      { MetricName: "m", Value: 1.5, Timestamp: new Date(1e12), Dimensions: [{ Name: "a", Value: "b" }] },
    ],
  };
  await new CloudWatch(inspector.clientConfig).putMetricData(input);
  expect(parameters()).toEqual({
    ...input,
    MetricData: [{ ...input.MetricData[0], Timestamp: 1_000_000_000 }],
  });
});

it("SQS: JSON", async () => {
  const input = { QueueUrl: "http://q/1/q", Entries: [{ Id: "1", MessageBody: "hello" }] };
  await new SQS(inspector.clientConfig).sendMessageBatch(input);
  expect(parameters()).toEqual(input);
});

it("STS: a form, with numbers, lists and nested values", async () => {
  const input = {
    RoleArn: "arn:aws:iam::1:role/r",
    RoleSessionName: "s",
    DurationSeconds: 900,
    Tags: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ],
    TransitiveTagKeys: ["a"],
  };
  await new STS(inspector.clientConfig).assumeRole(input);
  expect(parameters()).toEqual(input);
});

it("EC2: a form whose names are others than the model's", async () => {
  await fetch(inspector.url, {
    method: "POST",
    body: "Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-1&InstanceId.2=i-2&Filter.1.Name=n&Filter.1.Value.1=v&DryRun=true&MaxResults=5",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-amz-date": "20260101T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0",
    },
  });
  expect(parameters()).toEqual({
    InstanceIds: ["i-1", "i-2"],
    Filters: [{ Name: "n", Values: ["v"] }],
    DryRun: true,
    MaxResults: 5,
  });
});

it("Lambda: path, query, headers and a body that is one member", async () => {
  const lambda = new Lambda(inspector.clientConfig);
  await lambda.invoke({
    FunctionName: "f/ü",
    Qualifier: "live",
    InvocationType: "Event",
    Payload: '{"a":1}',
  });
  expect(parameters()).toEqual({
    FunctionName: "f/ü",
    Qualifier: "live",
    InvocationType: "Event",
    Payload: '{"a":1}',
  });
  await lambda.listFunctions({ MaxItems: 3 });
  expect(parameters()).toEqual({ MaxItems: 3 });
});

it("S3: bucket, key, headers, metadata, and XML with its lists", async () => {
  const s3 = new S3(inspector.clientConfig);
  await s3.putObject({
    Bucket: "b",
    Key: "a/ü",
    Body: "hello",
    ContentType: "text/plain",
    Metadata: { owner: "me" },
    StorageClass: "GLACIER",
  });
  expect(parameters()).toMatchObject({
    Bucket: "b",
    Key: "a/ü",
    Body: "hello",
    ContentType: "text/plain",
    Metadata: { owner: "me" },
    StorageClass: "GLACIER",
  });
  const CORSConfiguration = {
    CORSRules: [{ AllowedMethods: ["GET", "PUT"], AllowedOrigins: ["*"], MaxAgeSeconds: 5 }],
  };
  await s3.putBucketCors({ Bucket: "b", CORSConfiguration });
  expect(parameters()).toMatchObject({ Bucket: "b", CORSConfiguration });
  await s3.listObjectsV2({ Bucket: "b", MaxKeys: 2, Prefix: "p" });
  expect(parameters()).toEqual({ Bucket: "b", MaxKeys: 2, Prefix: "p" });
  await s3.deleteObjects({ Bucket: "b", Delete: { Objects: [{ Key: "only" }], Quiet: true } });
  expect(parameters()).toMatchObject({ Delete: { Objects: [{ Key: "only" }], Quiet: true } });
});

it("says why a body cannot be read", async () => {
  const target = { "x-amz-target": "DynamoDB_20120810.GetItem" };
  await fetch(inspector.url, { method: "POST", body: "{", headers: target });
  expect(() => parameters()).toThrow("The body isn't json");
  await fetch(inspector.url, { method: "POST", body: " ".repeat(3_000_000), headers: target });
  expect(() => parameters()).toThrow("Bodies over 2 MiB aren't parsed.");
});

it("bounds what bodies may do", () => {
  expect(() => decodeCbor(Buffer.alloc(1000, 0x81))).toThrow("nested too deeply");
  expect(() => decodeCbor(Buffer.from("9bffffffffffffffff", "hex"))).toThrow("cut short");
  expect(() => decodeCbor(Buffer.from("5b00ffffffffffffff", "hex"))).toThrow("cut short");
  expect(decodeCbor(Buffer.from("bf6161f97e00ff", "hex"))).toEqual({ a: Number.NaN });
  expect(() => parseJson("[".repeat(1000) + "]".repeat(1000))).toThrow("nested too deeply");
  expect(parseJson(JSON.stringify(`\\"${"[".repeat(1000)}`))).toHaveLength(1002);
  expect(() => parseXml("<a>".repeat(1000))).toThrow("nested too deeply");
  expect(() => parseXml(`<a ${'b="'.repeat(50_000)}`)).toThrow("isn't understood");
  expect(parseXml("<a><![CDATA[<x>]]>&#x41;&amp;<!-- no --></a>")).toMatchObject({ text: "<x>A&" });
});
