import { createRequire } from "node:module";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STS, STSClient } from "@aws-sdk/client-sts";
import {
  DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { eventsOf, Session } from "@tucuxi/events";
import { stub } from "@tucuxi/plugin-stubber";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { attributeValue } from "../src/answers/attribute-value.js";
import { bucketSize, orders } from "./app.js";

const object = { Bucket: "bucket", Key: "k" };

/** All of a configuration that can be told apart. */
function snapshot(client: {
  readonly config: object;
  readonly middlewareStack: { identify(): string[] };
}): unknown {
  return [client.middlewareStack.identify(), Object.getOwnPropertyDescriptors(client.config)];
}

it("leaves a client as it was, also one that has sent", async () => {
  const client = new S3({ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "s" } });
  const before = snapshot(client);
  const credentials = await client.config.credentials();
  {
    using s3 = stub(client);
    s3.on(GetObjectCommand).returns({});
    await client.getObject(object);
    expect(s3.calls[0]?.attempts[0]?.request.url).toBe(
      "https://bucket.s3.eu-west-1.amazonaws.com/k?x-id=GetObject",
    );
  }
  expect(snapshot(client)).toEqual(before);
  expect(await client.config.credentials()).toBe(credentials);
});

it("needs no region and no credentials, and asks for none", async () => {
  const credentials = async (): Promise<never> => {
    throw new Error("asked for credentials");
  };
  const client = new STS({ credentials });
  {
    using sts = stub(client);
    sts.on(GetCallerIdentityCommand).returns({ Account: "1" });
    await client.getCallerIdentity({});
    const { headers, url } = sts.calls[0]?.attempts[0]?.request ?? {};
    expect(url).toBe("https://sts.us-east-1.amazonaws.com/");
    expect(headers?.["authorization"]).toContain("Credential=AKIDEXAMPLE/");
  }
  await expect(client.config.region()).rejects.toThrow("Region is missing");
  await expect(client.config.credentials()).rejects.toThrow("asked for credentials");
});

it("stubs all clients of a class: those that were made at import time too", async () => {
  using s3 = stub(S3Client);
  using dynamodb = stub(DynamoDBDocumentClient);
  s3.on(GetObjectCommand).returns({ Body: "hello" });
  dynamodb.on(QueryCommand, { TableName: "orders" }).returns({ Items: [{ id: "1", tags: new Set(["a"]) }] });
  expect(await bucketSize("b", "k")).toBe(5);
  expect(await orders("customer")).toEqual([{ id: "1", tags: new Set(["a"]) }]);
  const another = new S3({});
  expect(await (await another.getObject(object)).Body?.transformToString()).toBe("hello");
  expect(s3.calls.map(({ client }) => client)).toEqual([expect.any(S3Client), another]);
});

it("leaves a class as it was, and lets a client's own stubs come first", async () => {
  const before = Object.getOwnPropertyDescriptors(STSClient.prototype);
  const mine = new STS({});
  {
    using all = stub(STSClient);
    all.on(GetCallerIdentityCommand).returns({ Account: "all" });
    using own = stub(mine);
    own.on(GetCallerIdentityCommand).returns({ Account: "own" });
    expect((await mine.getCallerIdentity({})).Account).toBe("own");
    expect((await new STS({}).getCallerIdentity({})).Account).toBe("all");
    expect(() => stub(STSClient)).toThrow("this class is stubbed already");
    expect(() => stub(mine)).toThrow("this client is stubbed already");
  }
  expect(Object.getOwnPropertyDescriptors(STSClient.prototype)).toEqual(before);
  using again = stub(mine);
  again.on(GetCallerIdentityCommand).returns({ Account: "again" });
  expect((await mine.getCallerIdentity({})).Account).toBe("again");
});

it("leaves a spy alone that was put on a class later, and answers nothing once it's taken off", async () => {
  using all = stub(STSClient);
  all.on(GetCallerIdentityCommand).returns({ Account: "all" });
  const spy = vi.spyOn(STSClient.prototype, "send");
  expect((await new STS({}).getCallerIdentity({})).Account).toBe("all");
  all.dispose();
  expect(STSClient.prototype.send).toBe(spy);
  spy.mockRestore();
  await expect(new STS({}).getCallerIdentity({})).rejects.toThrow("Region is missing");
});

it("doesn't look for a client's endpoint first, as Timestream's clients do", async () => {
  // A client of DynamoDB has what that needs, but none of its operations asks for it.
  const require = createRequire(createRequire(import.meta.url).resolve("@aws-sdk/client-dynamodb"));
  const { getEndpointDiscoveryRequiredPlugin } = require("@aws-sdk/middleware-endpoint-discovery");
  const client = new DynamoDBClient({});
  client.middlewareStack.use(getEndpointDiscoveryRequiredPlugin(client.config, {}));
  using dynamodb = stub(client);
  dynamodb.on(GetItemCommand).returns({ Item: { id: { S: "1" } } });
  const { Item } = await client.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }));
  expect(Item).toEqual({ id: { S: "1" } });
  expect(dynamodb.calls).toHaveLength(1);
});

it("lets a client's own stubs come first, also where it was stubbed with its class before", async () => {
  const client = new STS({});
  const before = snapshot(client);
  using all = stub(STSClient);
  using also = stub(STS);
  also.on(GetCallerIdentityCommand).returns({ Account: "aggregated" });
  all.on(GetCallerIdentityCommand).returns({ Account: "all" });
  const other = new STSClient({});
  expect((await other.send(new GetCallerIdentityCommand({}))).Account).toBe("all");
  {
    using own = stub(other);
    own.on(GetCallerIdentityCommand).returns({ Account: "own" });
    expect((await other.send(new GetCallerIdentityCommand({}))).Account).toBe("own");
  }
  expect((await other.send(new GetCallerIdentityCommand({}))).Account).toBe("all");
  expect(all.calls).toHaveLength(2);
  expect((await client.getCallerIdentity({})).Account).toBe("aggregated");
  all.restore();
  also.restore();
  expect(snapshot(client)).toEqual(before);
});

it("says so where a stub is used that was taken off", () => {
  const sts = stub(new STS({}));
  sts.dispose();
  expect(() => sts.on(GetCallerIdentityCommand)).toThrow(
    "this stub was taken off, and calls would go to AWS",
  );
  expect(() => sts.addResponse("getCallerIdentity", {})).toThrow("make another with stub()");
});

it("stubs the clients that a session makes, and runs the session's handlers", async () => {
  const session = new Session();
  const seen: unknown[] = [];
  session.events.register("before-send", ({ eventName }) => void seen.push(eventName));
  const before = session.client(STS, {});
  const stubs = stub(session);
  stubs.on(GetCallerIdentityCommand).returns({ Account: "1" });
  stubs.on(GetObjectCommand).returns({ Body: "hello" });
  const sts = session.client(STS, {});
  const s3 = session.client(S3Client, {});
  expect((await sts.getCallerIdentity({})).Account).toBe("1");
  const { Body } = await s3.send(new GetObjectCommand(object));
  expect(await Body?.transformToString()).toBe("hello");
  expect(stubs.calls.map(({ service, operation }) => `${service}.${operation}`)).toEqual([
    "sts.GetCallerIdentity",
    "s3.GetObject",
  ]);
  expect(seen).toEqual(["before-send.sts.GetCallerIdentity", "before-send.s3.GetObject"]);
  stubs.dispose();
  expect(session.events.list()).toHaveLength(1);
  for (const client of [before, sts])
    await expect(client.getCallerIdentity({})).rejects.toThrow("Region is missing");
});

it("speaks native values with a document client, and the service's with the client below it", async () => {
  const plain = new DynamoDBClient({});
  const client = DynamoDBDocumentClient.from(plain);
  using dynamodb = stub(client);
  dynamodb
    .on(GetCommand, { Key: { id: "1" } })
    .returns({ Item: { id: "1", n: 5, set: new Set([1, 2]), nothing: null, nested: [null, { a: true }] } });
  dynamodb.on(GetItemCommand, { Key: { id: { S: "2" } } }).returns({ Item: { id: { S: "2" } } });
  const one = await client.send(new GetCommand({ TableName: "t", Key: { id: "1" } }));
  expect(one.Item).toEqual({
    id: "1",
    n: 5,
    set: new Set([1, 2]),
    nothing: null,
    nested: [null, { a: true }],
  });
  const two = await client.send(new GetCommand({ TableName: "t", Key: { id: "2" } }));
  expect(two.Item).toEqual({ id: "2" });
  const low = await plain.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "2" } } }));
  expect(low.Item).toEqual({ id: { S: "2" } });
  expect(dynamodb.calls.map(({ params }) => params["Key"])).toEqual([
    { id: "1" },
    { id: "2" },
    { id: { S: "2" } },
  ]);
  expect(dynamodb.callsOf(GetCommand)).toHaveLength(2);
  expect(dynamodb.callsOf(GetItemCommand)).toHaveLength(3);
});

it("gives a document client's numbers, bytes and sets as DynamoDB would", async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    unmarshallOptions: { wrapNumbers: true },
  });
  using dynamodb = stub(client);
  const Attributes = { big: NumberValue.from("12345678901234567890"), bytes: Uint8Array.of(1, 2) };
  dynamodb.on(PutCommand).returns({ Attributes });
  const { Attributes: put } = await client.send(new PutCommand({ TableName: "t", Item: { id: "1" } }));
  expect(put?.["big"]).toMatchObject({ value: "12345678901234567890" });
  expect(new Uint8Array(put?.["bytes"])).toEqual(Uint8Array.of(1, 2));
});

it("turns native values into what the document client reads as them", () => {
  const simple = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ minLength: 1 }),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      simple,
      fc.array(tie("value")),
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => key !== "__proto__"),
        tie("value"),
      ),
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }).map((items) => new Set(items)),
    ),
  }));
  fc.assert(
    fc.property(value, (native) => {
      expect(unmarshall({ native: attributeValue(native) } as never)).toEqual(structuredClone({ native }));
    }),
    { seed: 1 },
  );
});

it("works with cacheMiddleware, again and again, and not where it comes too late", async () => {
  const client = new STS({ cacheMiddleware: true, region: "eu-west-1" });
  for (const Account of ["1", "2"]) {
    using sts = stub(client);
    sts.on(GetCallerIdentityCommand).returns({ Account });
    expect((await client.getCallerIdentity({})).Account).toBe(Account);
    expect((await client.getCallerIdentity({})).Account).toBe(Account);
  }
  const late = new STS({
    cacheMiddleware: true,
    region: "eu-west-1",
    credentials: { accessKeyId: "", secretAccessKey: "" },
    endpoint: "http://localhost:1",
    maxAttempts: 1,
  });
  await late.getCallerIdentity({}).catch(() => {});
  expect(() => stub(late)).toThrow("Call stub(client) before the first send");
});

it("runs the client's handlers of events: those of the transport too, also when they came later", async () => {
  const client = new STS({});
  using sts = stub(client);
  const names: string[] = [];
  const events = eventsOf(client);
  events.register("*", ({ eventName }) => void names.push(eventName.split(".")[0] ?? ""));
  events.register("before-sign", ({ request }) => {
    request.headers["x-trace-id"] = "trace";
  });
  sts.on(GetCallerIdentityCommand).returns({ Account: "1" });
  await client.getCallerIdentity({});
  expect(names).toEqual([
    "provide-client-params",
    "before-parameter-build",
    "before-endpoint-resolution",
    "before-call",
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "after-call",
  ]);
  const { headers } = sts.calls[0]?.attempts[0]?.request ?? {};
  expect(headers?.["authorization"]).toContain("x-trace-id");
});

it("is not a client for eventsOf, which says what to pass", () => {
  using sts = stub(new STS({}));
  expect(() => eventsOf(sts as never)).toThrow(
    expect.objectContaining({
      code: "INVALID_CLIENT",
      message: expect.stringContaining("That's a stub. Pass the client"),
    }),
  );
});

it("refuses a call that is still under way when the stub is taken off", async () => {
  const client = new STS({});
  const sts = stub(client, { unused: "ignore" });
  sts.on(GetCallerIdentityCommand).returns({});
  eventsOf(client).register("before-send", () => sts.dispose());
  await expect(client.getCallerIdentity({})).rejects.toThrow("was running when its stub was removed");
});
