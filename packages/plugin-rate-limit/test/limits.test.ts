import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { SSM } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf, Session } from "@tucuxi/events";
import { RateLimitError, rateLimit } from "@tucuxi/plugin-rate-limit";
import { expect, it } from "vitest";
import { config, dynamodbClient, inspector, s3Client, sent, ssmClient } from "./local-aws.js";

// No test waits: where somebody has to, it's for an hour, and the call is aborted.

/** Waits until a condition holds. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Lets everything happen that is under way. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

const aborted: unknown = expect.objectContaining({ name: "AbortError" });

it("sends as many as the limit allows, and lets the others wait", async () => {
  const ssm = ssmClient();
  eventsOf(ssm).use(rateLimit({ "ssm.*": "3/h" }));
  const controller = new AbortController();
  const calls = ["1", "2", "3", "4", "5"].map((Name) =>
    ssm.getParameter({ Name }, { abortSignal: controller.signal }),
  );
  await Promise.all(calls.slice(0, 3));
  await settle();
  expect(sent()).toHaveLength(3);
  controller.abort();
  for (const call of calls.slice(3)) await expect(call).rejects.toThrow(aborted);
  expect(sent()).toHaveLength(3);
});

it("counts attempts: a retry waits, too", async () => {
  const ssm = ssmClient();
  eventsOf(ssm).use(rateLimit({ "ssm.GetParameter": "2/h" }));
  inspector.respond("500", "500", "200");
  const controller = new AbortController();
  const call = ssm.getParameter({ Name: "a" }, { abortSignal: controller.signal });
  await until(() => inspector.requests.length === 2);
  await settle();
  controller.abort();
  await expect(call).rejects.toThrow(aborted);
  expect(sent()).toEqual(["GetParameter", "GetParameter"]);
});

it("limits only what its patterns match, also with a service's older name", async () => {
  const s3 = s3Client();
  const dynamodb = dynamodbClient();
  const limit = rateLimit({ "s3.Get*": "1/h", "streams.dynamodb.*": "1/h" });
  eventsOf(s3).use(limit);
  eventsOf(dynamodb).use(limit);
  await s3.getObject({ Bucket: "b", Key: "1" });
  for (const Key of ["1", "2"]) await s3.headObject({ Bucket: "b", Key });
  await dynamodb.listTables();
  await dynamodb.listTables();
  const signal = AbortSignal.timeout(20);
  await expect(s3.getObject({ Bucket: "b", Key: "2" }, { abortSignal: signal })).rejects.toThrow(aborted);
});

it("applies all limits that match, and takes of each once", async () => {
  const ssm = ssmClient();
  const waits: string[] = [];
  eventsOf(ssm).use(
    rateLimit({ "ssm.*": "3/h", "ssm.GetParameter": "2/h", onWait: ({ limit }) => void waits.push(limit) }),
  );
  await ssm.getParameter({ Name: "1" });
  await ssm.getParameter({ Name: "2" });
  await ssm.listDocuments();
  for (const call of [
    (abortSignal: AbortSignal) => ssm.getParameter({ Name: "3" }, { abortSignal }),
    (abortSignal: AbortSignal) => ssm.listDocuments({}, { abortSignal }),
  ]) {
    await expect(call(AbortSignal.timeout(20))).rejects.toThrow(aborted);
  }
  expect(sent()).toHaveLength(3);
  expect(waits).toEqual([]);
});

it("gives up its place at once when the call is aborted", async () => {
  const ssm = ssmClient();
  eventsOf(ssm).use(rateLimit({ "ssm.*": "1/h", maxQueue: 1 }));
  await ssm.getParameter({ Name: "1" });
  for (let round = 0; round < 3; round++) {
    const abortSignal = AbortSignal.timeout(5);
    await expect(ssm.getParameter({ Name: "2" }, { abortSignal })).rejects.toThrow(aborted);
  }
  expect(sent()).toHaveLength(1);
});

it("fails what doesn't fit into the queue, without retrying it", async () => {
  const ssm = ssmClient();
  const events = eventsOf(ssm);
  events.use(rateLimit({ "ssm.*": "1/h", maxQueue: 2 }));
  let attempts = 0;
  events.registerFirst("request-created.*.*", () => void attempts++);
  await ssm.getParameter({ Name: "1" });
  const controller = new AbortController();
  const { signal: abortSignal } = controller;
  const waiting = ["2", "3"].map((Name) => ssm.getParameter({ Name }, { abortSignal }));
  await settle();
  const failure = await ssm.getParameter({ Name: "4" }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RateLimitError);
  expect(failure).toMatchObject({
    code: "QUEUE_FULL",
    limit: "ssm.*",
    message:
      'The limit "ssm.*": 2 attempts are waiting for it already. Make fewer calls at once, or raise maxQueue',
  });
  expect(attempts).toBe(4);
  controller.abort();
  await Promise.allSettled(waiting);
});

it("charges what an attempt has cost when that is known", async () => {
  const dynamodb = dynamodbClient();
  const costs: unknown[] = [];
  eventsOf(dynamodb).use(
    rateLimit({
      "dynamodb.Query": {
        units: 10,
        per: "1h",
        cost: ({ service, operation, parsed, exception }) => {
          const capacity = parsed?.["ConsumedCapacity"] as { CapacityUnits: number } | undefined;
          costs.push([service, operation, capacity?.CapacityUnits, exception]);
          return capacity?.CapacityUnits;
        },
      },
    }),
  );
  const query = (abortSignal?: AbortSignal): Promise<unknown> =>
    dynamodb.query({ TableName: "orders" }, abortSignal && { abortSignal });
  inspector.respond(
    { body: '{"ConsumedCapacity":{"CapacityUnits":0.5}}' },
    { body: '{"ConsumedCapacity":{"CapacityUnits":8.5}}' },
    { body: '{"ConsumedCapacity":{"CapacityUnits":3}}' },
  );
  await query();
  await query();
  await expect(query(AbortSignal.timeout(20))).rejects.toThrow(aborted);
  expect(costs).toEqual([
    ["dynamodb", "Query", 0.5, undefined],
    ["dynamodb", "Query", 8.5, undefined],
  ]);
});

it("lets those that wait go as soon as attempts turn out to cost less", async () => {
  const dynamodb = dynamodbClient();
  eventsOf(dynamodb).use(rateLimit({ "dynamodb.*": { units: 2, per: "1h", cost: () => 0.4 } }));
  await Promise.all(Array.from({ length: 5 }, () => dynamodb.listTables()));
  const abortSignal = AbortSignal.timeout(20);
  await expect(dynamodb.listTables({}, { abortSignal })).rejects.toThrow(aborted);
});

it("leaves presigned URLs alone: they send nothing", async () => {
  const s3 = s3Client();
  eventsOf(s3).use(rateLimit({ "s3.*": "1/h" }));
  const command = new GetObjectCommand({ Bucket: "b", Key: "1" });
  for (let count = 0; count < 3; count++) await getSignedUrl(s3, command);
  await s3.send(command);
  expect(sent()).toEqual(["GetObject"]);
});

it("works with the document client", async () => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  eventsOf(documents).use(rateLimit({ "dynamodb.GetItem": "2/h" }));
  const get = new GetCommand({ TableName: "orders", Key: { id: "1" } });
  await documents.send(get);
  await documents.send(get);
  await expect(documents.send(get, { abortSignal: AbortSignal.timeout(20) })).rejects.toThrow(aborted);
});

it("works where the SDK keeps its middleware stacks", async () => {
  const s3 = new S3({ ...config, cacheMiddleware: true });
  eventsOf(s3).use(rateLimit({ "s3.*": "2/h" }));
  await s3.listBuckets();
  await s3.listBuckets();
  await expect(s3.listBuckets({}, { abortSignal: AbortSignal.timeout(20) })).rejects.toThrow(aborted);
});

it("is shared by the clients of a session, and a client's own limit comes on top", async () => {
  const session = new Session();
  session.events.use(rateLimit({ "*.*": "3/h" }));
  const [first, second] = [session.client(S3, config), session.client(SSM, config)];
  eventsOf(second).use(rateLimit({ "ssm.*": "1/h" }));
  const soon = (): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(20) });
  await second.listDocuments();
  await first.listBuckets();
  await expect(second.listDocuments({}, soon())).rejects.toThrow(aborted);
  await expect(first.listBuckets({}, soon())).rejects.toThrow(aborted);
  expect(sent()).toEqual(["ListDocuments", "ListBuckets"]);
});

it("leaves nothing behind", async () => {
  const ssm = ssmClient();
  const stack = ssm.middlewareStack.identify();
  const uninstall = eventsOf(ssm).use(rateLimit({ "ssm.*": "1/h" }));
  await ssm.listDocuments();
  uninstall();
  expect(ssm.middlewareStack.identify()).toEqual(stack);
  await ssm.listDocuments();
  expect(sent()).toHaveLength(2);
});
