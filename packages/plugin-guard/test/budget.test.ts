import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf, Session } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";
import { expect, it } from "vitest";
import { config, dynamodbClient, inspector, s3Client, sent } from "./local-aws.js";

const spent = (message: string): unknown =>
  expect.objectContaining({ code: "BUDGET_SPENT", message: expect.stringContaining(message) });

it("holds its number of calls where they run at once, over all clients of a session", async () => {
  const session = new Session();
  session.events.use(guard({ budget: { calls: 10 } }));
  const clients = [session.client(DynamoDB, config), session.client(DynamoDB, config)];
  const calls = Array.from({ length: 50 }, (_, index) => clients[index % 2]?.listTables());
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: {
      code: "BUDGET_SPENT",
      rule: "budget.calls: 10",
      message: "dynamodb.ListTables was refused by budget.calls: 10: all calls of the budget are made",
    },
  });
  expect(sent()).toHaveLength(10);
});

it("counts a call once, whatever its attempts, and presigned URLs, but nothing that isn't sent", async () => {
  const s3 = s3Client();
  const events = eventsOf(s3);
  events.use(guard({ budget: { calls: 2 } }));
  inspector.respond("500", "200");
  await s3.headObject({ Bucket: "orders", Key: "1" });
  await s3.deleteObject({ Bucket: "orders", Key: "1" }).catch(() => {});
  events.register("before-call.s3.ListBuckets", () => ({ parsed: {} }));
  await s3.listBuckets();
  await getSignedUrl(s3, new GetObjectCommand({ Bucket: "orders", Key: "1" }));
  await expect(s3.headObject({ Bucket: "orders", Key: "1" })).rejects.toThrow(spent("all calls"));
  expect(sent()).toEqual(["HeadObject", "HeadObject"]);
});

it("counts the bytes of requests, those of retries too", async () => {
  const s3 = s3Client();
  eventsOf(s3).use(guard({ mode: "read-write", budget: { bytes: 25 } }));
  const put = (): Promise<unknown> => s3.putObject({ Bucket: "orders", Key: "1", Body: "0123456789" });
  inspector.respond({ status: 500, body: "" });
  await put();
  await expect(put()).rejects.toThrow(spent("its request has 10 bytes, and 5 are left"));
  expect(sent()).toEqual(["PutObject", "PutObject"]);
});

it("counts the bytes of responses, and doesn't read one that is too long", async () => {
  const s3 = s3Client();
  eventsOf(s3).use(guard({ budget: { bytes: 1000 } }));
  const get = async (): Promise<string | undefined> =>
    (await s3.getObject({ Bucket: "orders", Key: "1" })).Body?.transformToString();
  inspector.respond({ body: "a".repeat(600) }, { body: "b".repeat(600) }, { body: "c".repeat(400) });
  expect(await get()).toHaveLength(600);
  await expect(get()).rejects.toThrow(spent("its response has 600 bytes, and 400 are left"));
  expect(await get()).toHaveLength(400);
});

it("is held where nothing is limited but what is asked for", async () => {
  const dynamodb = dynamodbClient();
  eventsOf(dynamodb).use(guard({ budget: {} }));
  await dynamodb.listTables();
  await dynamodb.listTables();
  expect(sent()).toEqual(["ListTables", "ListTables"]);
});
