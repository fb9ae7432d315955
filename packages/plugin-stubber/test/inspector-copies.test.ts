import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { CloudWatchClient, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeTableCommand, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Inspector, type PreciseResponse, startInspector } from "@tucuxi/inspector";
import { afterAll, beforeAll, expect, it } from "vitest";

interface Sender {
  send(command: object): Promise<object>;
}

let inspector: Inspector;
let folder = "";
beforeAll(async () => {
  inspector = await startInspector({ page: true });
  // Here, where the clients are installed.
  folder = await mkdtemp(fileURLToPath(new URL("copies-", import.meta.url)));
});
afterAll(async () => {
  await inspector.close();
  await rm(folder, { recursive: true });
});

const object = { Bucket: "photos", Key: "a cat.jpg" };
const json = { "content-type": "application/x-amz-json-1.0" };
const xml = { "content-type": "application/xml" };

/** Where a member is a stream, its text. */
async function outcomeOf(client: Sender, command: object): Promise<Record<string, unknown>> {
  const outcome: object = await client
    .send(command)
    .catch((error: Error) => ({ ...error, name: error.name, message: error.message }));
  const { $metadata, $response: _, RequestId: __, ...members }: Record<string, unknown> = { ...outcome };
  const { Body } = members;
  if (Body instanceof Object && "transformToString" in Body && typeof Body.transformToString === "function") {
    members["Body"] = await Body.transformToString();
  }
  const { httpStatusCode }: { httpStatusCode?: unknown } = Object($metadata);
  return { ...members, httpStatusCode };
}

/** What the page's button copies. */
async function copiedStub(): Promise<string> {
  const opened = new URL(inspector.page?.url ?? "");
  const { headers } = await fetch(opened);
  const cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
  const id = inspector.requests.at(-1)?.id;
  const answer = await fetch(new URL(`api/requests/${id}/copy?as=stub`, opened), { headers: { cookie } });
  const { text }: { text: string } = await answer.json();
  return text;
}

const CASES: readonly (readonly [
  title: string,
  client: new (config: object) => Sender,
  command: object,
  response: PreciseResponse,
])[] = [
  [
    "an item with bytes",
    DynamoDBClient,
    new GetItemCommand({ TableName: "t", Key: { id: { B: new Uint8Array([1, 255]) } } }),
    { headers: json, body: '{"Item":{"id":{"B":"Af8="},"n":{"N":"1"}},"ConsumedCapacity":null}' },
  ],
  [
    "a table with a date",
    DynamoDBClient,
    new DescribeTableCommand({ TableName: "t" }),
    { headers: json, body: '{"Table":{"TableName":"t","CreationDateTime":1700000000.5,"ItemCount":3}}' },
  ],
  [
    "an error in JSON",
    DynamoDBClient,
    new DescribeTableCommand({ TableName: "none" }),
    {
      status: 400,
      headers: json,
      body: '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no table"}',
    },
  ],
  ["an output in CBOR", CloudWatchClient, new ListMetricsCommand({ Namespace: "n" }), {}],
  [
    "an object",
    S3Client,
    new GetObjectCommand(object),
    { headers: { "content-type": "text/plain", etag: '"1"', "x-amz-meta-owner": "me" }, body: "hello" },
  ],
  [
    "an object that was put",
    S3Client,
    new PutObjectCommand({ ...object, Body: "a cat", Metadata: { owner: "me" } }),
    { headers: { etag: '"2"' } },
  ],
  [
    "an error in XML",
    S3Client,
    new GetObjectCommand(object),
    { status: 404, headers: xml, body: "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>" },
  ],
  ["an error without a body", S3Client, new HeadObjectCommand(object), { status: 404 }],
  [
    "an output of AWS Query",
    IAMClient,
    new GetUserCommand({ UserName: "me" }),
    {
      headers: { "content-type": "text/xml" },
      body: "<GetUserResponse><GetUserResult><User><UserName>me</UserName><Path>/</Path><UserId>1</UserId><Arn>a</Arn><CreateDate>2024-01-01T00:00:00Z</CreateDate></User></GetUserResult></GetUserResponse>",
    },
  ],
  [
    "a payload",
    LambdaClient,
    new InvokeCommand({ FunctionName: "f", Payload: '{"a":1}' }),
    { headers: { "x-amz-executed-version": "$LATEST" }, body: '{"b":2}' },
  ],
  [
    "an output of REST JSON",
    LambdaClient,
    new ListFunctionsCommand({ MaxItems: 2 }),
    { headers: { "content-type": "application/json" }, body: '{"Functions":[{"FunctionName":"f"}]}' },
  ],
];

it.each(CASES)(
  "runs what the inspector's page copies as a stub: %s",
  async (title, Client, command, response) => {
    const config = { ...inspector.clientConfig, region: "eu-west-1", maxAttempts: 1 };
    inspector.respond(response);
    const original = await outcomeOf(new Client(config), command);
    const stub = await copiedStub();
    const [imports = "", program = ""] = stub.split("\n\n");
    const file = `${folder}/${title.replaceAll(" ", "-")}.ts`;
    const asked = "export default async (act: (client: object) => Promise<void>) => {";
    await writeFile(file, `${imports}\n${asked}\n${program}\nawait act(client);\n};\n`);
    const { default: run }: { default: (act: (client: Sender) => Promise<void>) => Promise<void> } =
      await import(file);
    let copied: object = {};
    await run(async (client) => {
      copied = await outcomeOf(client, command);
    });
    expect(copied, stub).toEqual(original);
  },
);
