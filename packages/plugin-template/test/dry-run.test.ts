import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf, Session, withContext } from "@tucuxi/events";
import { dryRun } from "@tucuxi/plugin-template";
import { expect, it } from "vitest";
import { config, dynamodbClient, inspector, s3Client, sent } from "./local-aws.js";

it("sends what reads and answers what writes", async () => {
  const dynamodb = dynamodbClient();
  eventsOf(dynamodb).use(dryRun());
  inspector.respond({ body: '{"TableNames":["orders"]}' });
  expect(await dynamodb.listTables()).toMatchObject({ TableNames: ["orders"] });
  expect(await dynamodb.deleteTable({ TableName: "orders" })).toMatchObject({
    $metadata: { httpStatusCode: 200 },
  });
  expect(sent()).toEqual(["ListTables"]);
});

it("tells a call once, and leaves the attempts of those that are sent to the SDK", async () => {
  const dynamodb = dynamodbClient();
  const events = eventsOf(dynamodb);
  events.use(dryRun());
  const told: string[] = [];
  events.register("dry-run", ({ eventName }) => void told.push(eventName));
  inspector.respond("500", "200");
  await dynamodb.listTables();
  await dynamodb.deleteTable({ TableName: "orders" });
  expect(sent()).toEqual(["ListTables", "ListTables"]);
  expect(told).toEqual(["dry-run.dynamodb.DeleteTable"]);
});

it("tells the parameters of what it answers, as other handlers left them", async () => {
  const s3 = s3Client();
  const events = eventsOf(s3);
  events.use(dryRun());
  events.register("provide-client-params.s3.PutObject", function addOwner({ params }) {
    return { ...params, ExpectedBucketOwner: "123456789012" };
  });
  const skipped: unknown[] = [];
  events.register("dry-run.s3", function keep({ eventName, params, context }) {
    skipped.push([eventName, params, context["reason"]]);
  });
  const put = new PutObjectCommand({ Bucket: "orders", Key: "1", Body: "two teapots" });
  await s3.send(withContext(put, { reason: "a test" }));
  const params = { Bucket: "orders", Key: "1", Body: "two teapots", ExpectedBucketOwner: "123456789012" };
  expect(skipped).toEqual([["dry-run.s3.PutObject", params, "a test"]]);
});

it("answers with what `answer` gives, by call, also where calls run at once", async () => {
  const s3 = s3Client();
  eventsOf(s3).use(dryRun({ answer: async ({ params }) => ({ ETag: params["Key"] }) }));
  const keys = Array.from({ length: 20 }, (_, number) => `order-${number}`);
  const outputs = await Promise.all(keys.map((Key) => s3.putObject({ Bucket: "orders", Key, Body: Key })));
  expect(outputs.map(({ ETag }) => ETag)).toEqual(keys);
  expect(sent()).toEqual([]);
});

it("sends what `reads` matches, in every call, whatever the flags of the expression", async () => {
  const dynamodb = dynamodbClient();
  eventsOf(dynamodb).use(dryRun({ reads: /Table/g }));
  await dynamodb.createTable({ TableName: "orders" });
  await dynamodb.createTable({ TableName: "orders" });
  await dynamodb.getItem({ TableName: "orders", Key: { id: { S: "1" } } });
  expect(sent()).toEqual(["CreateTable", "CreateTable"]);
});

it("lets guards refuse and stubs answer before it", async () => {
  const dynamodb = dynamodbClient();
  const events = eventsOf(dynamodb);
  events.use(dryRun());
  events.register("before-call.dynamodb.DeleteTable", function refuse() {
    throw new Error("never");
  });
  events.register("before-call.dynamodb.PutItem", () => ({ parsed: { Attributes: { id: { S: "1" } } } }));
  await expect(dynamodb.deleteTable({ TableName: "orders" })).rejects.toThrow("never");
  const put = await dynamodb.putItem({ TableName: "orders", Item: { id: { S: "2" } } });
  expect(put.Attributes).toEqual({ id: { S: "1" } });
});

it("makes presigned URLs as ever, for writes too", async () => {
  const s3 = s3Client();
  eventsOf(s3).use(dryRun());
  const order = { Bucket: "orders", Key: "1" };
  const download = await getSignedUrl(s3, new GetObjectCommand(order));
  const upload = await getSignedUrl(s3, new PutObjectCommand(order));
  expect((await fetch(download)).status).toBe(200);
  expect((await fetch(upload, { method: "PUT" })).status).toBe(200);
  expect(sent()).toEqual(["GetObject", "PutObject"]);
});

it("works for each client of a session, and tells each one's calls on its own emitter", async () => {
  const session = new Session();
  session.events.use(dryRun());
  const clients = [
    session.client(DynamoDB, config),
    session.client(DynamoDB, config),
    session.client(S3, config),
  ];
  const told = clients.map((client) => {
    const names: string[] = [];
    eventsOf(client).register("dry-run", ({ eventName }) => void names.push(eventName));
    return names;
  });
  await session.client(S3, config).createBucket({ Bucket: "orders" });
  const [first] = clients;
  if (first instanceof DynamoDB) await first.deleteTable({ TableName: "orders" });
  expect(told).toEqual([["dry-run.dynamodb.DeleteTable"], [], []]);
  expect(sent()).toEqual([]);
});

it("is one installation when it is installed twice, and leaves nothing behind", async () => {
  const dynamodb = dynamodbClient();
  const events = eventsOf(dynamodb);
  const stack = dynamodb.middlewareStack.identify();
  events.use(dryRun());
  const uninstall = events.use(dryRun());
  expect(events.list()).toHaveLength(2);
  uninstall();
  expect(dynamodb.middlewareStack.identify()).toEqual(stack);
  await dynamodb.deleteTable({ TableName: "orders" });
  expect(sent()).toEqual(["DeleteTable"]);
});
