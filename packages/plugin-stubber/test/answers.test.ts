import { Readable } from "node:stream";
import { BedrockRuntime, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { CloudFront, ListDistributionsCommand, paginateListDistributions } from "@aws-sdk/client-cloudfront";
import { CloudWatchLogs, StartLiveTailCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDB, paginateScan, ScanCommand } from "@aws-sdk/client-dynamodb";
import { IAM, ListUsersCommand, paginateListUsers } from "@aws-sdk/client-iam";
import {
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  InvalidObjectState,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  S3,
  SelectObjectContentCommand,
  waitUntilObjectExists,
} from "@aws-sdk/client-s3";
import {
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQS,
} from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STS } from "@aws-sdk/client-sts";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it, onTestFinished, vi } from "vitest";

const object = { Bucket: "b", Key: "k" };

async function* all<Item>(items: AsyncIterable<Item> | undefined): AsyncIterable<Item> {
  if (items !== undefined) yield* items;
}

async function collected<Item>(items: AsyncIterable<Item> | undefined): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of all(items)) list.push(item);
  return list;
}

it.each([
  ["text", "hello"],
  ["bytes", new TextEncoder().encode("hello")],
  ["an ArrayBuffer", new TextEncoder().encode("hello").buffer],
  ["a stream of Node.js", Readable.from(["hel", Buffer.from("lo")])],
  ["a stream of the web", new Blob(["hello"]).stream()],
  ["a Blob", new Blob(["hello"])],
  ["a function that gives a stream", () => Readable.from(["hello"])],
])("gives a body from %s, as the SDK gives it, as often as it is asked for", async (_, Body) => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).returns({ Body });
  const first = await client.getObject(object);
  expect(first.Body).toBeInstanceOf(Readable);
  expect(await first.Body?.transformToString()).toBe("hello");
  const second = await client.getObject(object);
  expect(await second.Body?.transformToString()).toBe("hello");
});

it("gives what came of a body before its source failed, and then the failure", async () => {
  const client = new S3({});
  using s3 = stub(client);
  const Body = Readable.from(
    (function* () {
      yield "hel";
      throw new Error("the disk is gone");
    })(),
  );
  s3.on(GetObjectCommand).returns({ Body });
  const { Body: stream } = await client.getObject(object);
  const chunks: unknown[] = [];
  await expect(async () => {
    for await (const chunk of stream as Readable) chunks.push(String(chunk));
  }).rejects.toThrow("the disk is gone");
  expect(chunks).toEqual(["hel"]);
});

it("gives a call's answers in their order, and the last one again and again", async () => {
  const client = new STS({});
  using sts = stub(client);
  sts
    .on(GetCallerIdentityCommand)
    .returns({ Account: "1" })
    .returns({ Account: "2" })
    .times(2)
    .returns({ Account: "3" });
  const accounts: unknown[] = [];
  for (let call = 0; call < 5; call++) accounts.push((await client.getCallerIdentity({})).Account);
  expect(accounts).toEqual(["1", "2", "2", "3", "3"]);
});

it("lets the last stub that matches answer, as long as it has an answer left", async () => {
  const client = new STS({});
  using sts = stub(client);
  sts.on("sts.*").returns({ Account: "any" });
  sts.on(GetCallerIdentityCommand).returns({ Account: "once" }).once();
  expect((await client.getCallerIdentity({})).Account).toBe("once");
  expect((await client.getCallerIdentity({})).Account).toBe("any");
});

it("throttles: the SDK tries again, without waiting", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(PutObjectCommand).throttles(2).returns({ ETag: '"1"' });
  // A timer that waits would never end.
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const output = await client.putObject({ ...object, Body: "x" });
  expect(output).toMatchObject({ ETag: '"1"', $metadata: { attempts: 3, totalRetryDelay: 0 } });
  expect(s3.calls[0]?.attempts.map(({ response }) => response?.statusCode)).toEqual([503, 503, 200]);
});

it.each([
  ["JSON", new DynamoDB({}), (client: DynamoDB) => client.listTables({}), "ThrottlingException", 4],
  ["query", new IAM({}), (client: IAM) => client.listUsers({}), "Throttling", 3],
  ["XML", new S3({}), (client: S3) => client.listBuckets({}), "SlowDown", 3],
])(
  "throttles as a service of %s does, to the SDK's limit of attempts",
  async (_, client, call, name, attempts) => {
    using stubs = stub(client);
    stubs.on("*.List*").throttles();
    await expect(call(client as never)).rejects.toMatchObject({
      name,
      $metadata: { attempts },
    });
  },
);

it("loses connections, which the SDK makes anew", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).drops(1).returns({ Body: "there" });
  const { $metadata } = await client.getObject(object);
  expect($metadata.attempts).toBe(2);
  expect(s3.calls[0]?.attempts.map(({ response }) => response?.statusCode)).toEqual([undefined, 200]);
});

it("takes its time, and not when the call is aborted", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).delays(60_000).returns({ Body: "late" });
  const abort = new AbortController();
  const call = client.getObject(object, { abortSignal: abort.signal });
  setTimeout(() => abort.abort(), 10);
  await expect(call).rejects.toMatchObject({ name: "AbortError" });
});

it("ends with the SDK's error when a call is aborted while a function answers it", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).calls(() => new Promise<never>(() => {}));
  for (const reason of [undefined, new Error("why"), "enough"]) {
    const abort = new AbortController();
    const call = client.getObject(object, { abortSignal: abort.signal });
    setTimeout(() => abort.abort(reason), 10);
    const message = typeof reason === "string" ? reason : "Request aborted";
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "AbortError", message });
    if (reason instanceof Error) expect(error).toHaveProperty("cause", reason);
  }
});

it("answers with what a function returns, or fails with what it throws", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).calls(async ({ Key }, { attempt }) => {
    if (Key === "none") throw new NoSuchKey({ message: "no such key", $metadata: {} });
    if (Key === "broken") throw new TypeError("a bug");
    if (Key === "count") return 5 as unknown as object;
    return { Body: `${Key}, attempt ${attempt}` };
  });
  const { Body } = await client.getObject(object);
  expect(await Body?.transformToString()).toBe("k, attempt 1");
  await expect(client.getObject({ ...object, Key: "none" })).rejects.toBeInstanceOf(NoSuchKey);
  await expect(client.getObject({ ...object, Key: "broken" })).rejects.toThrow(TypeError);
  await expect(client.getObject({ ...object, Key: "count" })).rejects.toThrow(
    "the function that answers GetObject must return the output, an object: the value 5 is a number",
  );
});

it("fails with errors of the model: of their classes, with their members and status", async () => {
  const s3Client = new S3({});
  const sqsClient = new SQS({});
  using s3 = stub(s3Client);
  using sqs = stub(sqsClient);
  s3.on(GetObjectCommand)
    .fails("NoSuchKey", { message: "nothing there" })
    .fails("InvalidObjectState", { StorageClass: "GLACIER", AccessTier: "ARCHIVE_ACCESS" });
  s3.on(HeadObjectCommand).fails("NotFound");
  sqs.on(ReceiveMessageCommand).fails("QueueDoesNotExist").fails("AWS.SimpleQueueService.NonExistentQueue");
  const noSuchKey = s3Client.getObject(object);
  await expect(noSuchKey).rejects.toBeInstanceOf(NoSuchKey);
  await expect(noSuchKey).rejects.toMatchObject({
    message: "nothing there",
    $metadata: { httpStatusCode: 404, attempts: 1 },
  });
  const archived = s3Client.getObject(object);
  await expect(archived).rejects.toBeInstanceOf(InvalidObjectState);
  await expect(archived).rejects.toMatchObject({ StorageClass: "GLACIER", AccessTier: "ARCHIVE_ACCESS" });
  await expect(s3Client.headObject(object)).rejects.toBeInstanceOf(NotFound);
  const queue = { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/queue" };
  const noQueue = sqsClient.receiveMessage(queue);
  await expect(noQueue).rejects.toBeInstanceOf(QueueDoesNotExist);
  // As AWS answers a client that spoke AWS Query before.
  await expect(noQueue).rejects.toMatchObject({ Error: { Code: "AWS.SimpleQueueService.NonExistentQueue" } });
  await expect(sqsClient.receiveMessage(queue)).rejects.toBeInstanceOf(QueueDoesNotExist);
});

it("fails with errors that all services have, with others by their status, and with what is no service's", async () => {
  const client = new STS({});
  using sts = stub(client);
  const lost = Object.assign(new Error("certificate has expired"), { code: "CERT_HAS_EXPIRED" });
  sts
    .on(GetCallerIdentityCommand)
    .fails("AccessDenied", { message: "not you" })
    .fails("SomethingNew", { statusCode: 418 })
    .fails(lost)
    .once();
  await expect(client.getCallerIdentity({})).rejects.toMatchObject({
    name: "AccessDenied",
    message: "not you",
    $metadata: { httpStatusCode: 403 },
  });
  await expect(client.getCallerIdentity({})).rejects.toMatchObject({
    name: "SomethingNew",
    $fault: "client",
  });
  await expect(client.getCallerIdentity({})).rejects.toBe(lost);
});

it("pages: makes the tokens, and gives each call the page that it asks for", async () => {
  const s3Client = new S3({});
  using s3 = stub(s3Client);
  s3.on(ListObjectsV2Command).pages([{ Contents: [{ Key: "a" }] }, { Contents: [{ Key: "b" }] }, {}]);
  for (let listing = 0; listing < 2; listing++) {
    const keys: unknown[] = [];
    for await (const page of paginateListObjectsV2({ client: s3Client }, { Bucket: "b" })) {
      keys.push(
        page.Contents?.map(({ Key }) => Key),
        page.IsTruncated,
      );
    }
    expect(keys).toEqual([["a"], true, ["b"], true, undefined, false]);
  }
  await expect(s3Client.listObjectsV2({ Bucket: "b", ContinuationToken: "page-9" })).rejects.toThrow(
    'ContinuationToken: "page-9", which no page had given out as NextContinuationToken. The pages have given out "page-2", "page-3"',
  );

  const iamClient = new IAM({});
  using iam = stub(iamClient);
  const user = {
    Path: "/",
    UserName: "u",
    UserId: "1",
    Arn: "arn:aws:iam::1:user/u",
    CreateDate: new Date(0),
  };
  iam.on(ListUsersCommand).pages([{ Users: [user] }, { Users: [] }]);
  expect(await collected(paginateListUsers({ client: iamClient }, {}))).toMatchObject([
    { Users: [user] },
    { Users: [] },
  ]);

  const cloudFrontClient = new CloudFront({});
  using cloudFront = stub(cloudFrontClient);
  const list = { Marker: "", MaxItems: 1, Quantity: 0, IsTruncated: false };
  cloudFront.on(ListDistributionsCommand).pages([{ DistributionList: list }, { DistributionList: list }]);
  const markers: unknown[] = [];
  for await (const { DistributionList } of paginateListDistributions({ client: cloudFrontClient }, {})) {
    markers.push(DistributionList?.NextMarker, DistributionList?.IsTruncated);
  }
  expect(markers).toEqual(["page-2", true, undefined, false]);

  const dynamodbClient = new DynamoDB({});
  using dynamodb = stub(dynamodbClient);
  dynamodb.on(ScanCommand).pages([{ Items: [{ id: { S: "1" } }] }, { Items: [{ id: { S: "2" } }] }]);
  const scanned = await collected(paginateScan({ client: dynamodbClient }, { TableName: "t" }));
  expect(scanned.flatMap(({ Items }) => Items)).toEqual([{ id: { S: "1" } }, { id: { S: "2" } }]);
});

it("streams: events of JSON and of XML, and exceptions among them", async () => {
  const bedrockClient = new BedrockRuntime({});
  using bedrock = stub(bedrockClient);
  bedrock
    .on(ConverseStreamCommand)
    .streams([
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "hello" } } },
      { messageStop: { stopReason: "end_turn" } },
    ]);
  const { stream } = await bedrockClient.converseStream({ modelId: "m", messages: [] });
  expect(await collected(stream)).toEqual([
    { messageStart: { role: "assistant" } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "hello" } } },
    { messageStop: { stopReason: "end_turn" } },
  ]);

  const s3Client = new S3({});
  using s3 = stub(s3Client);
  s3.on(SelectObjectContentCommand).streams([
    { Records: { Payload: new TextEncoder().encode("a,b\n") } },
    { Stats: { Details: { BytesScanned: 4 } } },
    { End: {} },
  ]);
  const { Payload } = await s3Client.selectObjectContent({
    ...object,
    Expression: "select *",
    ExpressionType: "SQL",
    InputSerialization: {},
    OutputSerialization: {},
  });
  expect(await collected(Payload)).toEqual([
    { Records: { Payload: new Uint8Array(Buffer.from("a,b\n")) } },
    { Stats: { Details: { BytesScanned: 4 } } },
    { End: {} },
  ]);

  const logsClient = new CloudWatchLogs({});
  using logs = stub(logsClient);
  const over = Object.assign(new Error("three hours are over"), { name: "SessionTimeoutException" });
  logs.on(StartLiveTailCommand).streams([{ sessionStart: { sessionId: "1" } }, over]);
  const { responseStream } = await logsClient.startLiveTail({ logGroupIdentifiers: ["arn"] });
  const seen: unknown[] = [];
  await expect(async () => {
    for await (const event of all(responseStream)) seen.push(event);
  }).rejects.toMatchObject({ name: "SessionTimeoutException", message: "three hours are over" });
  expect(seen).toEqual([{ sessionStart: { sessionId: "1" } }]);
});

it("responds: the SDK reads raw HTTP as one of the service", async () => {
  const client = new S3({ maxAttempts: 2 });
  using s3 = stub(client);
  s3.on("s3.Get*")
    .responds({ statusCode: 503 })
    .times(2)
    .responds({ headers: { "Content-Type": "text/html" }, body: "<html>" });
  await expect(client.getObject(object)).rejects.toMatchObject({
    $metadata: { httpStatusCode: 503, attempts: 2 },
  });
  const { Body, ContentType } = await client.getObject(object);
  expect([ContentType, await Body?.transformToString()]).toEqual(["text/html", "<html>"]);
});

it("answers a waiter", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(HeadObjectCommand).fails("NotFound").times(2).returns({});
  const waited = await waitUntilObjectExists(
    { client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.01 },
    object,
  );
  expect(waited.state).toBe("SUCCESS");
  expect(s3.calls).toHaveLength(3);
});

it("writes the digests that the SDK compares", async () => {
  const client = new SQS({});
  using sqs = stub(client);
  const QueueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/queue";
  sqs.on(SendMessageCommand).returns({ MessageId: "1" }).returns({ MD5OfMessageBody: "wrong" });
  sqs.on(SendMessageBatchCommand).returns({
    Successful: [
      { Id: "a", MessageId: "1", MD5OfMessageBody: "0cc175b9c0f1b6a831c399e269772661" },
      { Id: "b", MessageId: "2", MD5OfMessageBody: undefined },
    ],
    Failed: [],
  });
  sqs.on(ReceiveMessageCommand).returns({ Messages: [{ MessageId: "1", Body: "hello" }] });
  expect(await client.sendMessage({ QueueUrl, MessageBody: "hello" })).toMatchObject({
    MD5OfMessageBody: "5d41402abc4b2a76b9719d911017c592",
  });
  await expect(client.sendMessage({ QueueUrl, MessageBody: "hello" })).rejects.toThrow(
    "InvalidChecksumError",
  );
  const Entries = [
    { Id: "a", MessageBody: "a" },
    { Id: "b", MessageBody: "hello" },
  ];
  expect((await client.sendMessageBatch({ QueueUrl, Entries })).Successful).toMatchObject([
    { Id: "a" },
    { Id: "b", MD5OfMessageBody: "5d41402abc4b2a76b9719d911017c592" },
  ]);
  expect((await client.receiveMessage({ QueueUrl })).Messages).toEqual([
    { MessageId: "1", Body: "hello", MD5OfBody: "5d41402abc4b2a76b9719d911017c592" },
  ]);
});

it("lets the SDK compare S3's checksum with the body", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand)
    .returns({ Body: "hello", ChecksumCRC32: "NhCmhg==" })
    .returns({ Body: "hello", ChecksumCRC32: "AAAAAA==" });
  expect(await (await client.getObject(object)).Body?.transformToString()).toBe("hello");
  const { Body } = await client.getObject(object);
  await expect(Body?.transformToString()).rejects.toThrow("Checksum mismatch");
});

it("puts what a test says of the response into $metadata", async () => {
  const client = new STS({});
  using sts = stub(client);
  sts
    .on(GetCallerIdentityCommand)
    .returns({})
    .returns({ $metadata: { requestId: "mine" } });
  const ids: unknown[] = [];
  for (let call = 0; call < 2; call++) ids.push((await client.getCallerIdentity({})).$metadata.requestId);
  expect(ids).toEqual(["00000000-0000-4000-8000-000000000001", "mine"]);
});

it("writes GetBucketLocation as S3 does", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetBucketLocationCommand).returns({ LocationConstraint: "eu-west-1" });
  expect((await client.getBucketLocation({ Bucket: "b" })).LocationConstraint).toBe("eu-west-1");
  const [attempt] = s3.calls[0]?.attempts ?? [];
  expect(new TextDecoder().decode(attempt?.response?.body)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>',
  );
});
