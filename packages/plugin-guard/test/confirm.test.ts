import { PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf } from "@tucuxi/events";
import { type GuardedCall, guard } from "@tucuxi/plugin-guard";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { expect, it, vi } from "vitest";
import { dynamodbClient, inspector, s3Client, sent, sqsClient } from "./local-aws.js";

it("asks before a write with all that somebody must know, and sends it after a yes", async () => {
  const dynamodb = dynamodbClient();
  const asked: GuardedCall[] = [];
  eventsOf(dynamodb).use(
    guard({
      confirm: async (call) => {
        asked.push(call);
        return call.operation === "DeleteTable";
      },
    }),
  );
  await dynamodb.listTables();
  await dynamodb.deleteTable({ TableName: "orders" });
  await expect(dynamodb.createBackup({ TableName: "orders", BackupName: "b" })).rejects.toThrow(
    expect.objectContaining({ code: "NOT_CONFIRMED", rule: "confirm" }),
  );
  expect(asked.map(({ summary }) => summary)).toEqual([
    'dynamodb.DeleteTable TableName="orders"',
    'dynamodb.CreateBackup TableName="orders" BackupName="b"',
  ]);
  expect(asked[0]).toMatchObject({
    service: "dynamodb",
    operation: "DeleteTable",
    class: "write",
    returnsSecret: false,
    because: "isn't an operation that only reads",
    params: { TableName: "orders" },
    region: "eu-west-1",
    isPresigned: false,
  });
  expect(sent()).toEqual(["ListTables", "DeleteTable"]);
});

it("asks once for a call, whatever its attempts, and for presigned URLs", async () => {
  const s3 = s3Client();
  const asked: boolean[] = [];
  eventsOf(s3).use(
    guard({
      mode: "read-write",
      confirm: ({ isPresigned }) => {
        asked.push(isPresigned);
        return true;
      },
    }),
  );
  inspector.respond("500", "200");
  await s3.deleteObject({ Bucket: "orders", Key: "1" });
  await getSignedUrl(s3, new PutObjectCommand({ Bucket: "orders", Key: "1" }));
  expect(asked).toEqual([false, true]);
});

it("asks once for a call that another plugin splits, and the budget counts its parts", async () => {
  const dynamodb = dynamodbClient();
  const confirm = vi.fn(() => true);
  eventsOf(dynamodb).use(guard({ confirm, budget: { calls: 3 } }));
  eventsOf(dynamodb).use(payloadLimit());
  const orders = Array.from({ length: 60 }, (_, id) => ({ PutRequest: { Item: { id: { N: `${id}` } } } }));
  await dynamodb.batchWriteItem({ RequestItems: { orders } });
  expect(confirm).toHaveBeenCalledOnce();
  expect(sent()).toHaveLength(3);
  await expect(dynamodb.listTables()).rejects.toThrow(expect.objectContaining({ code: "BUDGET_SPENT" }));
});

it("asks about one call at a time, and takes nothing but true for a yes", async () => {
  const sqs = sqsClient();
  let open = 0;
  const answers: unknown[] = [true, "yes", 1, undefined, true];
  eventsOf(sqs).use(
    guard({
      confirm: async () => {
        expect(++open).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open--;
        return answers.shift() as boolean;
      },
    }),
  );
  const QueueUrl = `${inspector.url}/123456789012/orders`;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, (_, index) => sqs.deleteMessage({ QueueUrl, ReceiptHandle: `${index}` })),
  );
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
    "fulfilled",
  ]);
});

it("gives what confirm throws to the caller, and asks on", async () => {
  const dynamodb = dynamodbClient();
  const failure = new Error("no terminal");
  let count = 0;
  eventsOf(dynamodb).use(
    guard({
      confirm: () => {
        if (count++ === 0) throw failure;
        return true;
      },
    }),
  );
  await expect(dynamodb.deleteTable({ TableName: "a" })).rejects.toBe(failure);
  await dynamodb.deleteTable({ TableName: "b" });
  expect(sent()).toEqual(["DeleteTable"]);
});

it("ends its waiting when the call is aborted, and doesn't ask about calls that are", async () => {
  const dynamodb = dynamodbClient();
  const asked: unknown[] = [];
  let answer = (_: boolean): void => {};
  eventsOf(dynamodb).use(
    guard({
      confirm: ({ params }) => {
        asked.push(params["TableName"]);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    }),
  );
  const controller = new AbortController();
  const { signal: abortSignal } = controller;
  const calls = ["a", "b"].map((TableName) => dynamodb.deleteTable({ TableName }, { abortSignal }));
  const third = dynamodb.deleteTable({ TableName: "c" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
  for (const call of calls)
    await expect(call).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  answer(true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  answer(true);
  await third;
  expect(asked).toEqual(["a", "c"]);
  expect(sent()).toEqual(["DeleteTable"]);
});
