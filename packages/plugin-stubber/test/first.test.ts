import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeInstancesCommand, EC2 } from "@aws-sdk/client-ec2";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { SendMessageCommand, SQS } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { any, stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";

it("works", async () => {
  const client = new S3Client({});
  const before = client.middlewareStack.identify();
  {
    using s3 = stub(client);
    s3.on(GetObjectCommand, { Bucket: "b" }).returns({ Body: "hello" });
    s3.on(PutObjectCommand).throttles(2).returns({ ETag: '"1"' });
    s3.on(HeadObjectCommand).fails("NotFound");
    s3.on(ListObjectsV2Command).pages([
      { Contents: [{ Key: "a", Size: 1, LastModified: new Date(0) }] },
      { Contents: [] },
    ]);
    const got = await client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    expect(await got.Body?.transformToString()).toBe("hello");
    const put = await client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "x" }));
    expect(put).toMatchObject({ ETag: '"1"', $metadata: { attempts: 3 } });
    await expect(client.send(new HeadObjectCommand({ Bucket: "b", Key: "k" }))).rejects.toBeInstanceOf(
      NotFound,
    );
    const keys = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket: "b" })) keys.push(page.Contents);
    expect(keys).toEqual([[{ Key: "a", Size: 1, LastModified: new Date(0) }], undefined]);
    console.log(JSON.stringify(s3.calls, null, 1).slice(0, 3000));
    await expect(client.send(new GetObjectCommand({ Bucket: "c", Key: "k" }))).rejects.toThrow("x");
  }
  expect(client.middlewareStack.identify()).toEqual(before);
});
it("ec2, sqs, doc", async () => {
  const ec2 = new EC2({});
  using stubs = stub(ec2);
  stubs
    .on(DescribeInstancesCommand)
    .returns({ Reservations: [{ Instances: [{ InstanceId: "i-1", Tags: [{ Key: "a", Value: "<b>" }] }] }] });
  expect(await ec2.describeInstances({})).toMatchObject({
    Reservations: [{ Instances: [{ InstanceId: "i-1", Tags: [{ Key: "a", Value: "<b>" }] }] }],
  });
  const sqs = new SQS({});
  using q = stub(sqs);
  q.on(SendMessageCommand, { MessageBody: any(String) }).returns({ MessageId: "1" });
  expect(
    await sqs.sendMessage({ QueueUrl: "https://sqs.us-east-1.amazonaws.com/1/q", MessageBody: "x" }),
  ).toMatchObject({ MessageId: "1" });
  const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  using d = stub(doc);
  d.on(GetCommand, { Key: { id: "1" } }).returns({
    Item: { id: "1", n: 5, s: new Set(["a"]), nested: { x: [1, null, true] } },
  });
  const out = await doc.send(new GetCommand({ TableName: "t", Key: { id: "1" } }));
  expect(out.Item).toEqual({ id: "1", n: 5, s: new Set(["a"]), nested: { x: [1, null, true] } });
});
