import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { Readable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import { eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";
import { configFor, type MotoServer } from "./server.js";

/** The checks against moto. A check throws if it fails. */
export const CHECKS: Readonly<Record<string, (moto: MotoServer) => Promise<void>>> = {
  "metrics compressed by the gzip plugin arrive in CloudWatch": compressedMetrics,
  "S3 objects are compressed by one handler and read through another": objectsThroughHandlers,
  "an S3 upload of a stream with a trailing checksum passes through handlers": streamedObject,
  "an event stream of S3 is read after handlers": selectedEvents,
  "a presigned URL with a handler's query parameter is served by S3": presignedObject,
  "DynamoDB items of the document client pass through handlers": documentItems,
  "SQS messages pass through handlers": queuedMessages,
  "SNS messages with a handler's attribute arrive in SQS": publishedMessages,
  "a call that before-call answers doesn't reach it": callsAnswered,
  "a call that before-send answers doesn't reach it": callsStubbed,
  "an error of the service reaches after-call": errorsOfTheService,
  "CBOR, which it doesn't speak, is an error": callsInCbor,
};

const TEXT = "what is written twice is compressed well, ".repeat(100);

async function compressedMetrics(moto: MotoServer): Promise<void> {
  const client = new CloudWatch(configFor(moto));
  const events = eventsOf<CloudWatch>(client);
  events.use(gzip());
  const encodings: (string | undefined)[] = [];
  events.register("before-send.cloudwatch.PutMetricData", ({ request }) => {
    encodings.push(request.headers["content-encoding"]);
  });
  const now = new Date();
  const names = Array.from({ length: 300 }, (_, index) => `metric-${index}`);
  await client.putMetricData({
    Namespace: "Parity",
    MetricData: names.map((MetricName, Value) => ({ MetricName, Value, Timestamp: now })),
  });
  deepEqual(encodings, ["gzip"]);

  const { Metrics = [] } = await client.listMetrics({ Namespace: "Parity" });
  deepEqual(Metrics.map(({ MetricName }) => MetricName).sort(), [...names].sort());
  const { MetricDataResults = [] } = await client.getMetricData({
    StartTime: new Date(now.getTime() - 600_000),
    EndTime: new Date(now.getTime() + 600_000),
    MetricDataQueries: [
      {
        Id: "m",
        MetricStat: { Metric: { Namespace: "Parity", MetricName: "metric-7" }, Period: 60, Stat: "Sum" },
      },
    ],
  });
  deepEqual(MetricDataResults[0]?.Values, [7]);
}

async function objectsThroughHandlers(moto: MotoServer): Promise<void> {
  const bare = new S3(configFor(moto));
  await bare.createBucket({ Bucket: "handlers" });
  const client = new S3(configFor(moto));
  const events = eventsOf<S3>(client);
  events.register("before-call.s3.PutObject", function compress({ request }) {
    ok(typeof request.body === "string");
    request.body = gzipSync(request.body);
  });
  events.register("after-call.s3.GetObject", async function decompress({ parsed }) {
    const stored = await parsed?.Body?.transformToByteArray();
    Object.assign(parsed ?? {}, { Body: gunzipSync(stored ?? "").toString() });
  });
  await client.putObject({ Bucket: "handlers", Key: "k", Body: TEXT });

  const stored = await (await bare.getObject({ Bucket: "handlers", Key: "k" })).Body?.transformToByteArray();
  ok(stored !== undefined && stored.byteLength < TEXT.length);
  equal(gunzipSync(stored).toString(), TEXT);
  const { Body } = await client.getObject({ Bucket: "handlers", Key: "k" });
  equal(String(Body), TEXT);
}

async function streamedObject(moto: MotoServer): Promise<void> {
  const client = new S3(configFor(moto));
  await client.createBucket({ Bucket: "streams" });
  const events = eventsOf<S3>(client);
  const signatures: unknown[] = [];
  events.register("before-sign.s3.PutObject", ({ request }) => {
    request.headers["x-amz-meta-by"] = "a handler";
  });
  events.register("before-send.s3.PutObject", ({ request }) => {
    signatures.push(request.headers["x-amz-trailer"]);
  });
  const Body = Readable.from([Buffer.from(TEXT)]);
  await client.putObject({ Bucket: "streams", Key: "k", Body, ContentLength: TEXT.length });
  deepEqual(signatures, ["x-amz-checksum-crc32"]);
  const stored = await client.getObject({ Bucket: "streams", Key: "k" });
  deepEqual(stored.Metadata, { by: "a handler" });
  equal(await stored.Body?.transformToString(), TEXT);
}

async function selectedEvents(moto: MotoServer): Promise<void> {
  const client = new S3(configFor(moto));
  await client.createBucket({ Bucket: "selected" });
  await client.putObject({ Bucket: "selected", Key: "k", Body: "a,b\n1,2\n" });
  const seen: unknown[] = [];
  eventsOf<S3>(client).register("after-call.s3.SelectObjectContent", ({ parsed }) => {
    seen.push(parsed?.Payload);
  });
  const { Payload } = await client.selectObjectContent({
    Bucket: "selected",
    Key: "k",
    Expression: "select * from s3object",
    ExpressionType: "SQL",
    InputSerialization: { CSV: {} },
    OutputSerialization: { JSON: {} },
  });
  deepEqual(seen, [Payload]);
  const types: string[] = [];
  for await (const event of Payload ?? []) types.push(...Object.keys(event));
  deepEqual(types, ["Records", "Stats", "End"]);
}

async function presignedObject(moto: MotoServer): Promise<void> {
  const client = new S3(configFor(moto));
  await client.createBucket({ Bucket: "presigned" });
  await client.putObject({ Bucket: "presigned", Key: "k", Body: TEXT });
  eventsOf<S3>(client).register("before-sign.s3.GetObject", ({ request }) => {
    request.query["requestedBy"] = "parity";
  });
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: "presigned", Key: "k" }));
  equal(new URL(url).searchParams.get("requestedBy"), "parity");
  const response = await fetch(url);
  equal(response.status, 200);
  equal(await response.text(), TEXT);
}

async function documentItems(moto: MotoServer): Promise<void> {
  const bare = new DynamoDB(configFor(moto));
  await bare.createTable({
    TableName: "orders",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(configFor(moto)));
  const events = eventsOf(client);
  // The document client marshals after this event, so handlers see what the command was made with.
  events.register("provide-client-params.dynamodb.PutItem", ({ params }) => {
    params["Item"] = { ...(params["Item"] as object), tenant: "a" };
  });
  await client.send(new PutCommand({ TableName: "orders", Item: { id: "1", total: 12.5, tags: ["new"] } }));

  const plain = await bare.getItem({ TableName: "orders", Key: { id: { S: "1" } } });
  deepEqual(plain.Item, {
    id: { S: "1" },
    total: { N: "12.5" },
    tags: { L: [{ S: "new" }] },
    tenant: { S: "a" },
  });
  const { Item } = await client.send(new GetCommand({ TableName: "orders", Key: { id: "1" } }));
  deepEqual(Item, { id: "1", total: 12.5, tags: ["new"], tenant: "a" });
}

async function queuedMessages(moto: MotoServer): Promise<void> {
  const client = new SQS(configFor(moto));
  const { QueueUrl } = await client.createQueue({ QueueName: "messages" });
  const events = eventsOf<SQS>(client);
  events.register("provide-client-params.sqs.SendMessage", ({ params }) => {
    params.MessageBody = gzipSync(params.MessageBody ?? "").toString("base64");
  });
  events.register("after-call.sqs.ReceiveMessage", ({ parsed }) => {
    for (const message of parsed?.Messages ?? []) {
      message.Body = gunzipSync(Buffer.from(message.Body ?? "", "base64")).toString();
    }
  });
  await client.sendMessage({ QueueUrl, MessageBody: TEXT });
  const { Messages = [] } = await client.receiveMessage({ QueueUrl });
  deepEqual(
    Messages.map(({ Body }) => Body),
    [TEXT],
  );
}

async function publishedMessages(moto: MotoServer): Promise<void> {
  const sqs = new SQS(configFor(moto));
  const sns = new SNS(configFor(moto));
  const { QueueUrl } = await sqs.createQueue({ QueueName: "subscriber" });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] });
  const { TopicArn } = await sns.createTopic({ Name: "topic" });
  await sns.subscribe({
    TopicArn,
    Protocol: "sqs",
    Endpoint: Attributes?.["QueueArn"],
    Attributes: { RawMessageDelivery: "true" },
  });
  eventsOf<SNS>(sns).register("provide-client-params.sns.Publish", ({ params }) => {
    params.MessageAttributes = { tenant: { DataType: "String", StringValue: "a" } };
  });
  await sns.publish({ TopicArn, Message: "hello" });
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MessageAttributeNames: ["All"] });
  deepEqual(
    Messages.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.["tenant"]?.StringValue]),
    [["hello", "a"]],
  );
}

async function callsAnswered(moto: MotoServer): Promise<void> {
  const client = new DynamoDB(configFor(moto));
  eventsOf(client).register("before-call.dynamodb.ListTables", () => ({
    parsed: { TableNames: ["answered"] },
  }));
  const before = await moto.requests();
  deepEqual((await client.listTables({})).TableNames, ["answered"]);
  deepEqual(await moto.requests(), before);
}

async function callsStubbed(moto: MotoServer): Promise<void> {
  const client = new S3(configFor(moto));
  const off = eventsOf<S3>(client).register("before-send.s3.ListBuckets", () => ({
    statusCode: 200,
    body: "<ListAllMyBucketsResult><Buckets><Bucket><Name>stubbed</Name></Bucket></Buckets></ListAllMyBucketsResult>",
  }));
  const before = await moto.requests();
  const { Buckets } = await client.listBuckets({});
  deepEqual(Buckets, [{ Name: "stubbed" }]);
  deepEqual(await moto.requests(), before);
  // The same call without its handler appears in the log, so the log does show calls.
  off();
  await client.listBuckets({});
  equal((await moto.requests()).length, before.length + 1);
}

async function errorsOfTheService(moto: MotoServer): Promise<void> {
  const client = new S3(configFor(moto));
  await client.createBucket({ Bucket: "errors" });
  const errors: unknown[] = [];
  eventsOf<S3>(client).register("after-call.s3.GetObject", ({ error }) => {
    errors.push(error);
  });
  const thrown: unknown = await client.getObject({ Bucket: "errors", Key: "none" }).catch((error) => error);
  ok(thrown instanceof Error && thrown.name === "NoSuchKey");
  deepEqual(errors, [thrown]);
}

/** If this fails, update what the documentation says about moto. */
async function callsInCbor(moto: MotoServer): Promise<void> {
  const client = new CloudWatch({ ...configFor(moto), protocol: SmithyRpcV2CborProtocol });
  await rejects(client.listMetrics({}));
  const path = "/service/GraniteServiceVersion20100801/operation/ListMetrics";
  equal((await moto.requests()).at(-1), `POST ${path}`);
}
