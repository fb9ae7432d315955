import { ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDB, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3 } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STS } from "@aws-sdk/client-sts";
import { BatchGetCommand, DynamoDBDocument, GetCommand } from "@aws-sdk/lib-dynamodb";
import { type Stubs, stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";

/** Untyped: what a test written in JavaScript says. */
const untyped = (value: object): object => value;

it.each<[string, (s3: Stubs) => unknown, string]>([
  [
    "a wrong type",
    (s3) => s3.on(ListObjectsV2Command).returns(untyped({ Contents: [{}, {}, { Size: "12" }] })),
    'Contents[2].Size: "12" is a string, the model has a number',
  ],
  [
    "an unknown member",
    (s3) => s3.on(ListObjectsV2Command).returns(untyped({ Content: [] })),
    'Content: the model has no such member in ListObjectsV2Output (did you mean "Contents"?)',
  ],
  [
    "a missing required member",
    (s3) => s3.on("s3.GetBucketAcl").returns(untyped({ Grants: [{ Grantee: {} }] })),
    "",
  ],
  [
    "a date that is none",
    (s3) => s3.on(ListObjectsV2Command).returns(untyped({ Contents: [{ LastModified: "2024-01-01" }] })),
    'Contents[0].LastModified: "2024-01-01" is a string, the model has a timestamp: use a Date',
  ],
  [
    "a list that is none",
    (s3) => s3.on(ListObjectsV2Command).returns(untyped({ Contents: { Key: "a" } })),
    "Contents: is an object, the model has a list",
  ],
  [
    "a body that is none",
    (s3) => s3.on(GetObjectCommand).returns(untyped({ Body: { text: "a" } })),
    "Body: is an object, the model has bytes",
  ],
  [
    "a page that is none",
    (s3) => s3.on(ListObjectsV2Command).pages([untyped({ KeyCount: true })]),
    "KeyCount: true is a boolean, the model has a number",
  ],
  [
    "pages of what has none",
    (s3) => s3.on(GetObjectCommand).pages([{}]),
    'pages() doesn\'t know how GetObject paginates. Pass its tokens: pages([...], { outputToken: "NextToken", inputToken: "NextToken" })',
  ],
  [
    "a misspelt token of pages",
    (s3) => s3.on(ListObjectsV2Command).pages([{}], { outputToken: "NextTokn" }),
    'pages(): ListObjectsV2 has no output member "NextTokn"',
  ],
  [
    "an error that the service doesn't have",
    (s3) => s3.on(GetObjectCommand).fails("NoSuchKeys"),
    'S3 has no error "NoSuchKeys" (did you mean "NoSuchKey"?)',
  ],
  [
    "an error's member that the model doesn't have",
    (s3) => s3.on(GetObjectCommand).fails("InvalidObjectState", { StorageKlass: "GLACIER" }),
    'StorageKlass: the model has no such member in InvalidObjectState (did you mean "StorageClass"?)',
  ],
  [
    "members of an error that has none",
    (s3) => s3.on(GetObjectCommand).fails("AccessDeniedException", { Resource: "b" }),
    "has no members but message and statusCode",
  ],
  [
    "a status that is no error's",
    (s3) => s3.on(GetObjectCommand).fails("NoSuchKey", { statusCode: 200 }),
    "200 isn't an error status",
  ],
  [
    "an error that no response to HEAD can tell",
    (s3) => s3.on(HeadObjectCommand).fails("NoSuchKey"),
    'a response to HEAD has no body, so S3\'s 404 is always NotFound. Write fails("NotFound")',
  ],
  [
    "events of what has none",
    (s3) => s3.on(GetObjectCommand).streams([]),
    "GetObject doesn't answer with events: use returns() instead of streams()",
  ],
  [
    "a command of another service",
    (s3) => s3.on(GetItemCommand),
    "on(GetItem) is a command of com.amazonaws.dynamodb, and the client is one of s3 (com.amazonaws.s3)",
  ],
  [
    "what is no command",
    (s3) => s3.on(Date as never),
    "on() takes a class of commands such as GetObjectCommand",
  ],
  ["times before an answer", (s3) => s3.on(GetObjectCommand).times(2), "Write returns(...).times(2)"],
  [
    "no times",
    (s3) => s3.on(GetObjectCommand).returns({}).times(0),
    "an answer can't be given 0 times. Use 1 or more",
  ],
  [
    "a time that is none",
    (s3) => s3.on(GetObjectCommand).delays(-1),
    "delays(-1): the time is a number of milliseconds",
  ],
])("refuses %s as soon as it is said", (_, say, message) => {
  using s3 = stub(new S3({}), { unused: "ignore" });
  if (message !== "") expect(() => say(s3)).toThrow(message);
  else expect(() => say(s3)).not.toThrow();
});

it("refuses outputs of a pattern, of a function and of pages when they are asked for", async () => {
  const client = new S3({});
  using s3 = stub(client, { unused: "ignore" });
  s3.on("s3.GetBucketAcl").returns({ Grants: [{ Grantee: {} }] });
  s3.on(GetObjectCommand).calls(() => untyped({ Etag: "1" }));
  expect(() => s3.on("s3.*").fails("NoSuchBuckets")).toThrow('(did you mean "NoSuchBucket"?)');
  await expect(client.getBucketAcl({ Bucket: "b" })).rejects.toMatchObject({
    code: "INVALID_OUTPUT",
    message:
      "GetBucketAcl can't return this, by the service's model:\n  Grants[0].Grantee.Type: is missing, the model requires it",
  });
  await expect(client.getObject({ Bucket: "b", Key: "k" })).rejects.toThrow('(did you mean "ETag"?)');
});

it("refuses parameters that the model does not have, before they are sent", async () => {
  const client = new DynamoDB({});
  using dynamodb = stub(client);
  dynamodb.on(GetItemCommand).returns({}).optional();
  const call = client.getItem(untyped({ TableName: "t", Keys: {}, ConsistentRead: "yes" }) as never);
  await expect(call).rejects.toMatchObject({
    code: "INVALID_PARAMS",
    message: [
      "dynamodb.GetItem has no such parameters, by the service's model:",
      '  Keys: the model has no such member in GetItemInput (did you mean "Key"?)',
      '  ConsistentRead: "yes" is a string, the model has a boolean',
      "  Key: is missing, the model requires it",
      'AWS would refuse them, or the SDK wouldn\'t send them. To try just that: stub(client, { params: "ignore" })',
    ].join("\n"),
  });
  expect(dynamodb.calls[0]?.attempts).toEqual([]);
});

it("lets them pass where a test says so", async () => {
  const client = new DynamoDB({});
  using dynamodb = stub(client, { params: "ignore" });
  dynamodb.on(GetItemCommand).fails("ValidationException", { message: "Key is missing" });
  await expect(client.getItem(untyped({ TableName: "t" }) as never)).rejects.toThrow("Key is missing");
});

it("checks what the document client is given and gives", async () => {
  const client = DynamoDBDocument.from(new DynamoDB({}));
  using dynamodb = stub(client);
  expect(() => dynamodb.on(GetCommand).returns(untyped({ Items: {} }))).toThrow('(did you mean "Item"?)');
  expect(() => dynamodb.on(GetCommand).returns({ Item: { at: new Date(0) } })).toThrow(
    "1970-01-01T00:00:00.000Z can't be an attribute of a DynamoDB item",
  );
  dynamodb.reset();
  const call = client.batchGet(
    untyped({ RequestItems: { t: { Keys: [{ id: 1 }], ConsistentReads: true } } }) as never,
  );
  await expect(call).rejects.toThrow(
    'RequestItems["t"].ConsistentReads: the model has no such member in KeysAndAttributes (did you mean "ConsistentRead"?)',
  );
  dynamodb.on(BatchGetCommand).returns({ Responses: { t: [{ id: 1 }] } });
  const { Responses } = await client.batchGet({ RequestItems: { t: { Keys: [{ id: 1 }] } } });
  expect(Responses).toEqual({ t: [{ id: 1 }] });
});

it("refuses events that the model does not have", () => {
  using stubs = stub(new STS({}), { unused: "ignore" });
  expect(() => stubs.on(ConverseStreamCommand)).toThrow("is a command of com.amazonaws.bedrockruntime");
});

it("refuses options that it does not have", () => {
  expect(() => stub(new STS({}), untyped({ unsued: "ignore" }))).toThrow(
    'stub() has no option "unsued" (did you mean "unused"?): it takes unused, params',
  );
  expect(() => stub(new STS({}), untyped({ params: false }))).toThrow(
    'stub(): the option "params" must be "error" or "ignore", not false',
  );
});

it("refuses what is no client", () => {
  expect(() => stub(GetCallerIdentityCommand as never)).toThrow(
    "stub() takes a client, a class of clients such as S3Client, or a session",
  );
  expect(() => stub({} as never)).toThrow("stub() takes a client");
});
