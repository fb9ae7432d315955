import { PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { expect, it, vi } from "vitest";
import { dynamodbClient, inspector, s3Client, sent, sqsClient } from "./local-aws.js";

it("answers writes with an empty output and logs them, and sends reads", async () => {
  const dynamodb = dynamodbClient();
  const info = vi.spyOn(console, "info").mockReturnValue();
  eventsOf(dynamodb).use(guard({ dryRun: true }));
  await dynamodb.listTables();
  const output = await dynamodb.deleteTable({ TableName: "orders" });
  expect(output).toEqual({ $metadata: expect.objectContaining({ httpStatusCode: 200 }) });
  expect(info.mock.calls).toEqual([['dry run: dynamodb.DeleteTable TableName="orders"', expect.anything()]]);
  expect(sent()).toEqual(["ListTables"]);
});

const full = new Error("the disk is full");
const throws = (): void => {
  throw full;
};

it.each([
  ["throws", throws],
  ["is rejected with", async () => throws()],
])("fails a call with what log %s", async (_, log) => {
  const dynamodb = dynamodbClient();
  eventsOf(dynamodb).use(guard({ dryRun: true, log }));
  await expect(dynamodb.deleteTable({ TableName: "orders" })).rejects.toBe(full);
  expect(sent()).toEqual([]);
});

it("gives the client of SQS the digest that it insists on", async () => {
  const sqs = sqsClient();
  eventsOf(sqs).use(guard({ dryRun: true, log: () => {} }));
  const QueueUrl = `${inspector.url}/123456789012/orders`;
  await sqs.sendMessage({ QueueUrl, MessageBody: "zwei Teekännchen" });
  await sqs.sendMessageBatch({ QueueUrl, Entries: [{ Id: "1", MessageBody: "two teapots" }] });
  expect(sent()).toEqual([]);
});

it("asks nobody, and still refuses what is denied, secret, unknown or presigned", async () => {
  const s3 = s3Client();
  const lines: string[] = [];
  const confirm = vi.fn(() => true);
  const log = (line: string): void => void lines.push(line);
  eventsOf(s3).use(
    guard({ dryRun: true, mode: "read-write", allow: ["s3.*"], deny: ["s3.DeleteBucket"], confirm, log }),
  );
  await s3.putObject({ Bucket: "orders", Key: "1", Body: "two teapots" });
  await expect(s3.deleteBucket({ Bucket: "orders" })).rejects.toThrow(
    expect.objectContaining({ code: "DENIED" }),
  );
  await expect(getSignedUrl(s3, new PutObjectCommand({ Bucket: "orders", Key: "1" }))).rejects.toThrow(
    expect.objectContaining({ code: "PRESIGNED_WRITE", rule: "dryRun: true" }),
  );
  expect(confirm).not.toHaveBeenCalled();
  expect(lines).toEqual(['dry run: s3.PutObject Bucket="orders" Key="1" Body="two teapots"']);
  expect(sent()).toEqual([]);
});

it("answers the parts of a call that another plugin splits", async () => {
  const dynamodb = dynamodbClient();
  const lines: string[] = [];
  const events = eventsOf(dynamodb);
  events.use(guard({ dryRun: true, log: (line) => void lines.push(line) }));
  events.use(payloadLimit());
  await dynamodb.batchWriteItem({
    RequestItems: {
      orders: Array.from({ length: 30 }, (_, id) => ({ PutRequest: { Item: { id: { N: `${id}` } } } })),
    },
  });
  expect(lines).toEqual([
    "dry run: dynamodb.BatchWriteItem RequestItems={orders}",
    "dry run: dynamodb.BatchWriteItem RequestItems={orders}",
  ]);
  expect(sent()).toEqual([]);
});
