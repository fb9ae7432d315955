import { deepEqual, equal, ok } from "node:assert/strict";
import { CloudWatch, paginateListMetrics } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDB, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { type ClientLike, eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { random, traceHeader } from "@tucuxi/plugin-trace-header";
import { configFor, type MotoServer } from "./server.js";

/** The checks of the plugins against moto, with batches that are too large for their services. */
export const PLUGIN_CHECKS: Readonly<Record<string, (moto: MotoServer) => Promise<void>>> = {
  "metrics that the plugins split, compress, trace and log arrive whole": metricsThroughAllPlugins,
  "log events that are split arrive in order": logEvents,
  "SQS messages that are split arrive": queuedBatch,
  "SNS messages that are split are accepted, each under its id": publishedBatch,
  "items of the document client that are split arrive": writtenItems,
  "Kinesis records that are split are accepted in order": streamedRecords,
  "Firehose records that are split are accepted": deliveredRecords,
  "EventBridge events that are split are accepted": putEvents,
};

/** Installs payload limit. Returns a function that lists the operations sent since then. */
function split(client: ClientLike): string[] {
  const sent: string[] = [];
  const events = eventsOf(client);
  events.use(payloadLimit({ strategy: "pessimistic" }));
  events.register("before-send", ({ eventName }) => {
    sent.push(eventName.split(".")[2] ?? "");
  });
  return sent;
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

async function metricsThroughAllPlugins(moto: MotoServer): Promise<void> {
  const records: string[] = [];
  const write = (line: unknown): void => {
    records.push(JSON.stringify(line));
  };
  const client = new CloudWatch(configFor(moto));
  const events = eventsOf<CloudWatch>(client);
  events.use(gzip());
  events.use(logger({ logger: { debug: write, info: write, error: write }, level: "info" }));
  events.use(traceHeader({ header: "x-trace-id", value: random() }));
  const sent = split(client);
  const traces = new Set<string | undefined>();
  events.register("before-send.cloudwatch.PutMetricData", ({ request }) => {
    equal(request.headers["content-encoding"], "gzip");
    traces.add(request.headers["x-trace-id"]);
  });
  const Timestamp = new Date();
  await client.putMetricData({
    Namespace: "Plugins",
    MetricData: numbered(2500).map((Value) => ({ MetricName: `metric-${Value}`, Value, Timestamp })),
  });
  deepEqual(sent, ["PutMetricData", "PutMetricData", "PutMetricData"]);
  equal(traces.size, 3);
  ok(records.some((record) => record.includes("PutMetricData")));

  const names = new Set<string | undefined>();
  for await (const { Metrics = [] } of paginateListMetrics({ client }, { Namespace: "Plugins" })) {
    for (const { MetricName } of Metrics) names.add(MetricName);
  }
  equal(names.size, 2500);
}

async function logEvents(moto: MotoServer): Promise<void> {
  const client = new CloudWatchLogs(configFor(moto));
  const stream = { logGroupName: "plugins", logStreamName: "split" };
  await client.createLogGroup({ logGroupName: "plugins" });
  await client.createLogStream(stream);
  const sent = split(client);
  const now = Date.now() - 60_000;
  const messages = numbered(10_050).map((index) => `message ${index}`);
  await client.putLogEvents({
    ...stream,
    logEvents: messages.map((message, index) => ({ message, timestamp: now + index })),
  });
  deepEqual(sent, ["PutLogEvents", "PutLogEvents"]);
  const stored = await client.getLogEvents({ ...stream, startFromHead: true, limit: 10_000 });
  deepEqual(
    stored.events?.map(({ message }) => message),
    messages.slice(0, 10_000),
  );
  const rest = await client.getLogEvents({ ...stream, startFromHead: true, startTime: now + 10_000 });
  deepEqual(
    rest.events?.map(({ message }) => message),
    messages.slice(10_000),
  );
}

async function queuedBatch(moto: MotoServer): Promise<void> {
  const client = new SQS(configFor(moto));
  const { QueueUrl } = await client.createQueue({ QueueName: "split" });
  const sent = split(client);
  const Entries = numbered(25).map((index) => ({ Id: `id-${index}`, MessageBody: `message ${index}` }));
  const { Successful = [], Failed = [] } = await client.sendMessageBatch({ QueueUrl, Entries });
  deepEqual(
    Successful.map(({ Id }) => Id),
    Entries.map(({ Id }) => Id),
  );
  deepEqual(Failed, []);
  equal(sent.length, 3);
  const received = new Set<string | undefined>();
  for (const _ of numbered(10)) {
    const { Messages = [] } = await client.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    for (const { Body } of Messages) received.add(Body);
  }
  equal(received.size, 25);
}

async function publishedBatch(moto: MotoServer): Promise<void> {
  const client = new SNS(configFor(moto));
  const { TopicArn } = await client.createTopic({ Name: "split" });
  const sent = split(client);
  const entries = numbered(25).map((index) => ({ Id: `id-${index}`, Message: `message ${index}` }));
  const { Successful = [] } = await client.publishBatch({ TopicArn, PublishBatchRequestEntries: entries });
  deepEqual(
    Successful.map(({ Id }) => Id),
    entries.map(({ Id }) => Id),
  );
  equal(sent.length, 3);
}

async function writtenItems(moto: MotoServer): Promise<void> {
  await new DynamoDB(configFor(moto)).createTable({
    TableName: "split",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "N" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(configFor(moto)));
  const sent = split(client);
  const requests = numbered(60).map((id) => ({ PutRequest: { Item: { id, text: `item ${id}` } } }));
  await client.send(new BatchWriteCommand({ RequestItems: { split: requests } }));
  deepEqual(sent, ["BatchWriteItem", "BatchWriteItem", "BatchWriteItem"]);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: "split" }));
  deepEqual(
    Items.map(({ id }) => Number(id)).sort((a, b) => a - b),
    numbered(60),
  );
}

async function streamedRecords(moto: MotoServer): Promise<void> {
  // The client uses HTTP/2 by default, which moto doesn't speak.
  const client = new Kinesis({ ...configFor(moto), requestHandler: new NodeHttpHandler() });
  await client.createStream({ StreamName: "split", ShardCount: 1 });
  const sent = split(client);
  const { Records = [], FailedRecordCount } = await client.putRecords({
    StreamName: "split",
    Records: numbered(1100).map((index) => ({ PartitionKey: "one", Data: Buffer.from(String(index)) })),
  });
  equal(FailedRecordCount, 0);
  equal(Records.length, 1100);
  ok(Records.every(({ SequenceNumber }) => SequenceNumber !== undefined));
  equal(sent.length, 3);
}

async function deliveredRecords(moto: MotoServer): Promise<void> {
  await new S3(configFor(moto)).createBucket({ Bucket: "firehose" });
  const client = new Firehose(configFor(moto));
  await client.createDeliveryStream({
    DeliveryStreamName: "split",
    S3DestinationConfiguration: {
      BucketARN: "arn:aws:s3:::firehose",
      RoleARN: "arn:aws:iam::123456789012:role/r",
    },
  });
  const sent = split(client);
  const { RequestResponses = [], FailedPutCount } = await client.putRecordBatch({
    DeliveryStreamName: "split",
    Records: numbered(600).map((index) => ({ Data: Buffer.from(String(index)) })),
  });
  equal(FailedPutCount, 0);
  equal(RequestResponses.length, 600);
  equal(sent.length, 2);
}

async function putEvents(moto: MotoServer): Promise<void> {
  const client = new EventBridge(configFor(moto));
  const sent = split(client);
  const { Entries = [], FailedEntryCount } = await client.putEvents({
    Entries: numbered(25).map((index) => ({
      Source: "tucuxi",
      DetailType: "test",
      Detail: JSON.stringify({ index }),
    })),
  });
  equal(FailedEntryCount, 0);
  equal(Entries.length, 25);
  equal(sent.length, 3);
}
