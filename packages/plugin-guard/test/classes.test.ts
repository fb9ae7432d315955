import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SSM } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf, Session } from "@tucuxi/events";
import { GuardError, type GuardOptions, guard } from "@tucuxi/plugin-guard";
import { expect, it } from "vitest";
import { config, dynamodbClient, inspector, s3Client, sent, sqsClient } from "./local-aws.js";

function refused(code: string, rule: unknown = expect.anything()): unknown {
  return expect.objectContaining({ name: "GuardError", code, rule });
}

it("sends what reads and refuses what writes, and says why and what to do", async () => {
  const dynamodb = dynamodbClient();
  eventsOf(dynamodb).use(guard());
  await dynamodb.getItem({ TableName: "orders", Key: { id: { S: "1" } } });
  const refusal = await dynamodb.deleteTable({ TableName: "orders" }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(GuardError);
  expect(refusal).toMatchObject({
    code: "WRITE_REFUSED",
    rule: 'mode: "read-only"',
    service: "dynamodb",
    operation: "DeleteTable",
    message:
      'dynamodb.DeleteTable was refused by mode: "read-only": it isn\'t an operation that only reads. To let it through, add "dynamodb.DeleteTable" to the option "allow"',
  });
  expect(sent()).toEqual(["GetItem"]);
});

it.each<[GuardOptions, string, string | undefined]>([
  [{}, "ReceiveMessage", "WRITE_REFUSED"],
  [{ mode: "read-write" }, "ReceiveMessage", undefined],
  [{ mode: "read-write", deny: ["sqs.Receive*"] }, "ReceiveMessage", "DENIED"],
  [{ deny: ["sqs.*"] }, "ListQueues", "DENIED"],
  [{ allow: ["sqs.ReceiveMessage"] }, "ReceiveMessage", undefined],
  [{ allow: ["*.{Receive,Send}Message"] }, "ReceiveMessage", undefined],
  [{ allow: ["sqs.*"], deny: ["sqs.ReceiveMessage"] }, "ReceiveMessage", "DENIED"],
  [{ allow: ["s3.*"] }, "ReceiveMessage", "WRITE_REFUSED"],
])("%o: %s gives %s", async (options, operation, code) => {
  const sqs = sqsClient();
  eventsOf(sqs).use(guard(options));
  const call = (): Promise<unknown> =>
    operation === "ListQueues"
      ? sqs.listQueues()
      : sqs.receiveMessage({ QueueUrl: `${inspector.url}/123456789012/orders` });
  if (code === undefined) await call();
  else await expect(call()).rejects.toThrow(refused(code));
  expect(sent()).toEqual(code === undefined ? [operation] : []);
});

it("names the pattern that denies a call as it was written, also with an older name of the service", async () => {
  const secretsManager = new SecretsManager(config);
  eventsOf(secretsManager).use(guard({ deny: ["secretsmanager.List*"] }));
  await expect(secretsManager.listSecrets()).rejects.toThrow(
    refused("DENIED", 'deny: "secretsmanager.List*"'),
  );
});

it.each<[GuardOptions, boolean]>([
  [{}, false],
  [{ mode: "read-write" }, false],
  [{ allow: ["secretsmanager.*"] }, false],
  [{ allow: ["*.GetSecretValue"] }, false],
  [{ allow: ["secrets*.GetSecretValue"] }, false],
  [{ allow: ["secretsmanager.GetSecretValue"] }, true],
  [{ secrets: "allow" }, true],
  [{ secrets: "confirm", confirm: () => true }, true],
  [{ secrets: "confirm", confirm: () => false }, false],
  [{ confirm: () => true }, false],
])("%o: reads a secret: %s", async (options, reads) => {
  const secretsManager = new SecretsManager(config);
  eventsOf(secretsManager).use(guard(options));
  const call = secretsManager.getSecretValue({ SecretId: "database" });
  if (reads) await call;
  else await expect(call).rejects.toThrow(GuardError);
  expect(sent()).toEqual(reads ? ["GetSecretValue"] : []);
});

it("looks at the parameters as other handlers leave them", async () => {
  const ssm = new SSM(config);
  const events = eventsOf(ssm);
  events.use(guard());
  await ssm.getParameter({ Name: "limit" });
  events.register("provide-client-params.ssm.GetParameter", ({ params }) => ({
    ...params,
    WithDecryption: true,
  }));
  await expect(ssm.getParameter({ Name: "limit" })).rejects.toThrow(refused("SECRET_REFUSED"));
  expect(sent()).toEqual(["GetParameter"]);
});

it("looks again where a handler that comes later changes the parameters", async () => {
  const ssm = new SSM(config);
  const events = eventsOf(ssm);
  events.use(guard());
  events.registerLast("before-parameter-build", ({ params }) => {
    Object.assign(params, { WithDecryption: true });
  });
  await expect(ssm.getParameter({ Name: "limit" })).rejects.toThrow(refused("SECRET_REFUSED"));
  expect(sent()).toEqual([]);
});

it.each<[GuardOptions, string | undefined]>([
  [{}, "UNKNOWN_OPERATION"],
  [{ mode: "read-write", secrets: "allow" }, "UNKNOWN_OPERATION"],
  [{ confirm: () => false }, "NOT_CONFIRMED"],
  [{ confirm: () => true }, undefined],
  [{ allow: ["brand-new.*"] }, undefined],
])("%o and a service that the table doesn't have: %s", async (options, code) => {
  const client = new S3({ ...config, serviceId: "Brand New" });
  eventsOf<unknown>(client).use(guard(options));
  const call = client.headObject({ Bucket: "orders", Key: "1" });
  if (code === undefined) await call;
  else await expect(call).rejects.toThrow(refused(code));
  expect(sent()).toEqual(code === undefined ? ["HeadObject"] : []);
});

it("refuses before another handler can answer the call", async () => {
  const dynamodb = dynamodbClient();
  const events = eventsOf(dynamodb);
  const answered: string[] = [];
  events.registerFirst("before-call.dynamodb.DeleteTable", function deleteOtherwise({ model }) {
    answered.push(model.name);
    return { parsed: {} };
  });
  events.use(guard());
  await expect(dynamodb.deleteTable({ TableName: "orders" })).rejects.toThrow(refused("WRITE_REFUSED"));
  expect(answered).toEqual([]);
});

it("refuses presigned URLs of what it would refuse to send", async () => {
  const s3 = s3Client();
  eventsOf(s3).use(guard());
  const order = { Bucket: "orders", Key: "1" };
  const download = await getSignedUrl(s3, new GetObjectCommand(order));
  expect((await fetch(download)).status).toBe(200);
  await expect(getSignedUrl(s3, new PutObjectCommand(order))).rejects.toThrow(refused("WRITE_REFUSED"));
});

it("works with the document client", async () => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  eventsOf(documents).use(guard());
  await documents.send(new GetCommand({ TableName: "orders", Key: { id: "1" } }));
  await expect(documents.send(new PutCommand({ TableName: "orders", Item: { id: "1" } }))).rejects.toThrow(
    refused("WRITE_REFUSED"),
  );
  expect(sent()).toEqual(["GetItem"]);
});

it("works where the SDK keeps its middleware stacks", async () => {
  const s3 = new S3({ ...config, cacheMiddleware: true });
  eventsOf(s3).use(guard());
  for (const Key of ["1", "2"]) {
    await s3.headObject({ Bucket: "orders", Key });
    await expect(s3.deleteObject({ Bucket: "orders", Key })).rejects.toThrow(refused("WRITE_REFUSED"));
  }
  expect(sent()).toEqual(["HeadObject", "HeadObject"]);
});

it("works for each client of a session, and a client's own guard comes on top", async () => {
  const session = new Session();
  session.events.use(guard({ mode: "read-write" }));
  const [first, second] = [session.client(S3, config), session.client(S3, config)];
  eventsOf(second).use(guard());
  await first.deleteObject({ Bucket: "orders", Key: "1" });
  await expect(second.deleteObject({ Bucket: "orders", Key: "1" })).rejects.toThrow(refused("WRITE_REFUSED"));
  expect(sent()).toEqual(["DeleteObject"]);
});

it("leaves nothing behind", async () => {
  const dynamodb = dynamodbClient();
  const stack = dynamodb.middlewareStack.identify();
  const uninstall = eventsOf(dynamodb).use(guard({ budget: { calls: 0, bytes: 0 } }));
  await expect(dynamodb.listTables()).rejects.toThrow(refused("BUDGET_SPENT"));
  uninstall();
  expect(dynamodb.middlewareStack.identify()).toEqual(stack);
  await dynamodb.deleteTable({ TableName: "orders" });
  expect(sent()).toEqual(["DeleteTable"]);
});
