import { Readable } from "node:stream";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQS } from "@aws-sdk/client-sqs";
import { DynamoDBDocument, NumberValue, PutCommand } from "@aws-sdk/lib-dynamodb";
import { any, stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";

const object = { Bucket: "b", Key: "k" };

it("shows a call that no stub answers, the nearest stub and the difference", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand, { Bucket: "other", Key: "other" }).returns({});
  s3.on(GetObjectCommand, { Bucket: "b", Key: "other" }).returns({});
  s3.on(PutObjectCommand).returns({});
  await expect(client.getObject(object)).rejects.toMatchObject({
    name: "StubError",
    code: "UNMATCHED_CALL",
    message: [
      'no stub answers s3.GetObject({ Bucket: "b", Key: "k" })',
      'The nearest stub is on(GetObject, { Bucket: "b", Key: "other" }), but of the call\'s parameters',
      '  Key: "k" instead of "other"',
    ].join("\n"),
    $metadata: { attempts: 1 },
  });
  await expect(client.headObject(object)).rejects.toThrow(
    'There are stubs for other calls: on(GetObject, { Bucket: "other", Key: "other" }), on(GetObject, { Bucket: "b", Key: "other" }), on(PutObject)',
  );
});

it("says what is missing where there are no stubs, no answers, or none left", async () => {
  const client = new S3({});
  using s3 = stub(client);
  await expect(client.getObject(object)).rejects.toThrow("There are no stubs: add one with on()");
  s3.on(HeadObjectCommand);
  await expect(client.headObject(object)).rejects.toThrow(
    "on(HeadObject) has no answer: add one, such as .returns({ ... })",
  );
  s3.on(GetObjectCommand).throttles(1);
  await expect(client.getObject(object)).rejects.toThrow(
    "on(GetObject) has given all of its answers (throttles()). Add another, or remove once() or times()\nThis is attempt 2: the SDK tries again after an error that may pass",
  );
});

it("throws for stubs that were not used, when they are taken off", async () => {
  const client = new S3({});
  const s3 = stub(client);
  s3.on(GetObjectCommand, { Key: "never" }).returns({});
  s3.on(GetObjectCommand, { Key: "k" }).returns({ Body: "1" }).returns({ Body: "2" });
  s3.on(PutObjectCommand).returns({}).times(3);
  s3.on(HeadObjectCommand);
  s3.on("s3.List*").returns({}).optional();
  await client.getObject(object);
  await client.putObject({ ...object, Body: "x" });
  expect(() => s3.dispose()).toThrow(
    expect.objectContaining({
      code: "UNUSED_STUBS",
      message: [
        "these stubs weren't used:",
        '  on(GetObject, { Key: "never" }) was never called',
        '  on(GetObject, { Key: "k" }) didn\'t give returns({ Body: "2" })',
        "  on(PutObject) didn't give returns({}), 1 of 3 times",
        "  on(HeadObject) has no answer",
        "Take them out, or say optional() of those that only some tests need",
      ].join("\n"),
    }),
  );
});

it("ignores them where a test says so, and where a call was refused, which has failed the test", async () => {
  const client = new S3({});
  const ignoring = stub(client, { unused: "ignore" });
  ignoring.on(GetObjectCommand).returns({});
  ignoring.dispose();
  const refusing = stub(client);
  refusing.on(GetObjectCommand, { Key: "other" }).returns({});
  await client.getObject(object).catch(() => {});
  refusing.dispose();
});

it("matches parameters in part or exactly, with matchers and questions in any depth", async () => {
  const client = new SQS({});
  using sqs = stub(client, { unused: "ignore" });
  const QueueName = "q";
  const create = async (Attributes: object): Promise<unknown> =>
    (await client.createQueue({ QueueName, Attributes: { ...Attributes } })).QueueUrl;
  sqs.on(CreateQueueCommand).returns({ QueueUrl: "any" });
  sqs.on(CreateQueueCommand, { Attributes: { DelaySeconds: any() } }).returns({ QueueUrl: "any()" });
  sqs
    .on(CreateQueueCommand, { Attributes: { FifoQueue: (value) => value === "true" } })
    .returns({ QueueUrl: "predicate" });
  sqs
    .on(CreateQueueCommand, { Attributes: expect.objectContaining({ KmsMasterKeyId: expect.any(String) }) })
    .returns({ QueueUrl: "expect" });
  sqs.on(CreateQueueCommand, ({ Attributes }) => Attributes?.Policy === "p").returns({ QueueUrl: "whole" });
  sqs
    .on(CreateQueueCommand, { QueueName, Attributes: { VisibilityTimeout: "5" } }, { exact: true })
    .returns({ QueueUrl: "exact" });
  expect(await create({})).toBe("any");
  expect(await create({ DelaySeconds: "1" })).toBe("any()");
  expect(await create({ FifoQueue: "false" })).toBe("any");
  expect(await create({ FifoQueue: "true" })).toBe("predicate");
  expect(await create({ KmsMasterKeyId: "k" })).toBe("expect");
  expect(await create({ Policy: "p" })).toBe("whole");
  expect(await create({ VisibilityTimeout: "5" })).toBe("exact");
  expect(await create({ VisibilityTimeout: "5", MessageRetentionPeriod: "60" })).toBe("any");
});

it("compares what isn't a plain object: maps, sets, bytes of any kind, and streams, which are only themselves", async () => {
  const documents = DynamoDBDocument.from(new DynamoDB({}));
  using dynamodb = stub(documents, { unused: "ignore" });
  const put = (value: unknown) => documents.put({ TableName: "t", Item: { id: "1", value } });
  const pairs: [() => unknown, unknown][] = [
    [() => new Map([["a", 1]]), new Map([["a", 2]])],
    [() => new Set([Uint8Array.of(1)]), new Set([Uint8Array.of(2)])],
    [() => new Set([NumberValue.from("1")]), new Set([NumberValue.from("2")])],
    [() => Uint8Array.of(1).buffer, Uint8Array.of(2).buffer],
  ];
  for (const [expected, other] of pairs) {
    dynamodb.reset();
    dynamodb.on(PutCommand, { Item: { value: expected() as never } }).returns({});
    await put(expected());
    await expect(put(other)).rejects.toThrow("The nearest stub");
  }
  const client = new S3({});
  using s3 = stub(client, { unused: "ignore" });
  // Like a request of a server, it refers to itself. Its functions mustn't be called.
  const stream = Object.assign(Readable.from([Buffer.from("hi")]), { socket: {} });
  stream.socket = { stream };
  s3.on(PutObjectCommand, { Body: stream }).returns({});
  const upload = (Body: Readable) => client.putObject({ ...object, Body, ContentLength: 2 });
  await expect(upload(Readable.from([Buffer.from("no")]))).rejects.toThrow(
    "Body: a Readable instead of a Readable",
  );
  await upload(stream);
});

it("matches patterns: services by their older names too, globs of operations", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on("s3.{Get,Head}*", { Bucket: "b" }).returns({ ETag: '"1"' });
  expect((await client.getObject(object)).ETag).toBe('"1"');
  expect((await client.headObject(object)).ETag).toBe('"1"');
  await expect(client.putObject({ ...object, Body: "" })).rejects.toThrow(
    'on("s3.{Get,Head}*", { Bucket: "b" })',
  );
  expect(() => s3.on("s3..Get")).toThrow();
});

it("answers in order, by botocore's names", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.addResponse("getObject", { ETag: '"1"' }, { Bucket: "b", Key: any() });
  s3.addClientError("PutObject", {
    serviceErrorCode: "AccessDenied",
    serviceMessage: "no",
    httpStatusCode: 403,
  });
  s3.addResponse("HeadObject", {}, { Bucket: "b" });
  await expect(client.putObject({ ...object, Body: "" })).rejects.toThrow(
    "the next response that was added is for GetObject",
  );
  expect((await client.getObject(object)).ETag).toBe('"1"');
  await expect(client.putObject({ ...object, Body: "" })).rejects.toMatchObject({
    name: "AccessDenied",
    message: "no",
  });
  await expect(client.headObject(object)).rejects.toThrow(
    'expected were the parameters { Bucket: "b" }:\n  Key: "k" wasn\'t expected',
  );
  expect(() => s3.assertNoPendingResponses()).toThrow(
    "these responses were added and not used:\n  HeadObject: returns({})",
  );
  await client.headObject({ Bucket: "b" } as never).catch(() => {});
});

it("refuses a response for an operation that the client does not have", () => {
  class OwnS3 extends S3 {
    listEverything(): void {}
  }
  for (const client of [new S3({}), new OwnS3({})]) {
    using s3 = stub(client);
    expect(() => s3.addResponse("getObjekt", {})).toThrow(
      's3 has no operation "getObjekt" (did you mean "getObject"?)',
    );
    expect(() => s3.addClientError("listEverything", { serviceErrorCode: "AccessDenied" })).toThrow(
      'no operation "listEverything"',
    );
    expect(() => s3.addResponse("paginateListBuckets", {})).toThrow('no operation "paginateListBuckets"');
  }
});

it("has botocore's other facts of an error, in each kind of protocol", async () => {
  const facts = {
    serviceErrorCode: "Moved",
    httpStatusCode: 301,
    serviceErrorMeta: { Endpoint: "a<b&c" },
    responseMeta: { requestId: "79104EXAMPLEB723" },
  };
  const expected = {
    name: "Moved",
    Endpoint: "a<b&c",
    $metadata: { httpStatusCode: 301, requestId: "79104EXAMPLEB723" },
  };
  const s3 = new S3({});
  using objects = stub(s3);
  objects.addClientError("getObject", facts);
  await expect(s3.getObject(object)).rejects.toMatchObject(expected);
  const dynamodb = new DynamoDB({});
  using tables = stub(dynamodb);
  tables.addClientError("listTables", facts);
  await expect(dynamodb.listTables({})).rejects.toMatchObject(expected);
  const lambda = new Lambda({});
  using functions = stub(lambda);
  functions.addClientError("listFunctions", facts);
  await expect(lambda.listFunctions({})).rejects.toMatchObject(expected);

  const badName = { ...facts, serviceErrorMeta: { "a b": "c" } };
  expect(() => objects.addClientError("getObject", badName)).toThrow('serviceErrorMeta has "a b": "c"');
});

it("forgets stubs and calls between tests", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).returns({});
  await client.getObject(object);
  s3.clearCalls();
  expect(s3.calls).toEqual([]);
  await client.getObject(object);
  s3.reset();
  expect(s3.calls).toEqual([]);
  await expect(client.getObject(object)).rejects.toThrow("There are no stubs");
});
