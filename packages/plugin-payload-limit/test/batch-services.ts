import { createHash } from "node:crypto";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { ClientLike } from "@tucuxi/events";
import type { InspectedRequest, ResponseFunction } from "@tucuxi/inspector";
import type { BatchOperationName } from "../src/index.js";
import { type Endpoint, json, sentParams } from "./support.js";

/** What a service says of an item: yes, not now, or no. */
export type Verdict = "accept" | "throttle" | "refuse";

/** How an answer is read: what became of the item at each position of the call. */
export type Result = "accepted" | "throttled" | "refused" | "missing";

/** An operation that may fail in part: a client of it, and the service's side of its answers. */
export interface BatchService {
  readonly name: BatchOperationName;
  readonly maxItems: number;
  /** DynamoDB refuses no item: it processes an item or hands it back. */
  readonly canRefuse: boolean;
  /** A client, and a call of it with an item for each id. */
  connect(config: Endpoint["config"]): {
    client: ClientLike;
    /** The parameters of a call with an item for each id. */
    paramsOf(ids: readonly string[]): object;
    send(ids: readonly string[], options?: { abortSignal?: AbortSignal }): Promise<object>;
  };
  /** The ids of the items in a request. */
  idsOf(request: InspectedRequest): string[];
  answer(request: InspectedRequest, verdictOf: (id: string) => Verdict): ReturnType<ResponseFunction>;
  resultsOf(output: object, ids: readonly string[]): Result[];
}

type List = Record<string, unknown>[];
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const listIn = (object: unknown, member: string): List =>
  ((object as Record<string, unknown> | undefined)?.[member] as List | undefined) ?? [];

/** A service that answers with results in the order of the request. */
function positional(
  name: BatchOperationName,
  maxItems: number,
  [list, results, count, throttled]: readonly [string, string, string, string],
  connect: BatchService["connect"],
  idOf: (record: Record<string, unknown>) => unknown,
): BatchService {
  const idsOf = (request: InspectedRequest) =>
    listIn(sentParams(request), list).map((one) => String(idOf(one)));
  return {
    name,
    maxItems,
    canRefuse: true,
    connect,
    idsOf,
    answer(request, verdictOf) {
      const entries = idsOf(request).map((id) => {
        const verdict = verdictOf(id);
        if (verdict === "accept") return { RecordId: id, SequenceNumber: id, EventId: id };
        return { ErrorCode: verdict === "throttle" ? throttled : "AccessDeniedException", ErrorMessage: id };
      });
      const failed = entries.filter((entry) => "ErrorCode" in entry).length;
      return json(200, { [count]: failed, [results]: entries });
    },
    resultsOf(output, ids) {
      const all = listIn(output, results);
      // A result says which item it is about, so that one at the wrong position is found.
      const given = ids.map((id, at): Result => {
        const { ErrorCode, ErrorMessage, ...one } = all[at] ?? {};
        if (ErrorCode === undefined) return Object.values(one).includes(id) ? "accepted" : "missing";
        if (ErrorMessage !== id) return "missing";
        return ErrorCode === throttled ? "throttled" : "refused";
      });
      const failed = given.filter((result) => result !== "accepted").length;
      if (all.length !== ids.length || (output as Record<string, unknown>)[count] !== failed)
        throw new Error(`${count} is wrong`);
      return given;
    },
  };
}

/** The results of a service that names entries by their ids. */
function byId(output: object, ids: readonly string[]): Result[] {
  const position = new Map(ids.map((id, at) => [id, at]));
  const results = ids.map((): Result => "missing");
  for (const list of ["Successful", "Failed"] as const) {
    let last = -1;
    for (const { Id, Code } of listIn(output, list)) {
      const at = position.get(String(Id)) ?? -1;
      if (at <= last || results[at] !== "missing")
        throw new Error(`${list} has ${Id} twice, or out of order`);
      last = at;
      if (list === "Successful") results[at] = "accepted";
      else results[at] = Code === "InternalError" ? "throttled" : "refused";
    }
  }
  return results;
}

/** What came back of a DynamoDB table, in its order. */
function leftOver(keys: readonly string[], ids: readonly string[]): Result[] {
  const left = new Set(keys);
  if (left.size !== keys.length) throw new Error("an item came back twice");
  return ids.map((id) => (left.has(id) ? "throttled" : "accepted"));
}

export const sendMessageBatch: BatchService = {
  name: "sqs.SendMessageBatch",
  maxItems: 10,
  canRefuse: true,
  connect(config) {
    const client = new SQS(config);
    const QueueUrl = `${config.endpoint}/123456789012/q`;
    const paramsOf = (ids: readonly string[]) => ({
      QueueUrl,
      Entries: ids.map((Id) => ({ Id, MessageBody: Id })),
    });
    return { client, paramsOf, send: (ids, options = {}) => client.sendMessageBatch(paramsOf(ids), options) };
  },
  idsOf: (request) => listIn(sentParams(request), "Entries").map(({ Id }) => String(Id)),
  answer(request, verdictOf) {
    const ids = sendMessageBatch.idsOf(request).map((Id) => [Id, verdictOf(Id)] as const);
    const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
    return json(200, {
      Successful: ids
        .filter(([, verdict]) => verdict === "accept")
        .map(([Id]) => ({ Id, MessageId: Id, MD5OfMessageBody: md5(Id) })),
      Failed: ids
        .filter(([, verdict]) => verdict !== "accept")
        .map(([Id, verdict]) =>
          verdict === "throttle"
            ? { Id, SenderFault: false, Code: "InternalError" }
            : { Id, SenderFault: true, Code: "InvalidMessageContents" },
        ),
    });
  },
  resultsOf: byId,
};

const publishBatch: BatchService = {
  name: "sns.PublishBatch",
  maxItems: 10,
  canRefuse: true,
  connect(config) {
    const client = new SNS(config);
    const TopicArn = "arn:aws:sns:eu-west-1:123456789012:t";
    const paramsOf = (ids: readonly string[]) => ({
      TopicArn,
      PublishBatchRequestEntries: ids.map((Id) => ({ Id, Message: Id })),
    });
    return { client, paramsOf, send: (ids, options = {}) => client.publishBatch(paramsOf(ids), options) };
  },
  idsOf: ({ text }) =>
    [...new URLSearchParams(text)].filter(([name]) => name.endsWith(".Id")).map(([, id]) => id),
  answer(request, verdictOf) {
    const ids = publishBatch.idsOf(request).map((id) => [id, verdictOf(id)] as const);
    const successful = ids
      .filter(([, verdict]) => verdict === "accept")
      .map(([id]) => `<member><Id>${id}</Id><MessageId>${id}</MessageId></member>`);
    const failed = ids
      .filter(([, verdict]) => verdict !== "accept")
      .map(([id, verdict]) =>
        verdict === "throttle"
          ? `<member><Id>${id}</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member>`
          : `<member><Id>${id}</Id><Code>InvalidParameter</Code><SenderFault>true</SenderFault></member>`,
      );
    return {
      headers: { "content-type": "text/xml" },
      body: `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Successful>${successful.join("")}</Successful><Failed>${failed.join("")}</Failed></PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>`,
    };
  },
  resultsOf: byId,
};

const batchWriteItem: BatchService = {
  name: "dynamodb.BatchWriteItem",
  maxItems: 25,
  canRefuse: false,
  connect(config) {
    const client = new DynamoDB(config);
    const put = (id: string) => ({ PutRequest: { Item: { id: { S: id }, n: { N: "1.0" } } } });
    const paramsOf = (ids: readonly string[]) => ({ RequestItems: { t: ids.map(put) } });
    return { client, paramsOf, send: (ids, options = {}) => client.batchWriteItem(paramsOf(ids), options) };
  },
  idsOf: (request) => writtenIds(sentParams(request)["RequestItems"]),
  answer(request, verdictOf) {
    // DynamoDB normalizes numbers.
    const left = batchWriteItem
      .idsOf(request)
      .filter((id) => verdictOf(id) === "throttle")
      .map((id) => ({ PutRequest: { Item: { n: { N: "1" }, id: { S: id } } } }));
    return json(200, { UnprocessedItems: left.length === 0 ? {} : { t: left } });
  },
  resultsOf: (output, ids) =>
    leftOver(writtenIds((output as Record<string, unknown>)["UnprocessedItems"]), ids),
};

function writtenIds(tables: unknown): string[] {
  return listIn(tables, "t").map(
    ({ PutRequest }) => (PutRequest as { Item: { id: { S: string } } }).Item.id.S,
  );
}

const batchGetItem: BatchService = {
  name: "dynamodb.BatchGetItem",
  maxItems: 100,
  canRefuse: false,
  connect(config) {
    const client = new DynamoDB(config);
    const paramsOf = (ids: readonly string[]) => ({
      RequestItems: { t: { Keys: ids.map((id) => ({ id: { S: id } })), ConsistentRead: true } },
    });
    return { client, paramsOf, send: (ids, options = {}) => client.batchGetItem(paramsOf(ids), options) };
  },
  idsOf: (request) => {
    const { t } = sentParams(request)["RequestItems"] as { t: { Keys: List; ConsistentRead: boolean } };
    if (!t.ConsistentRead) throw new Error("the rest of the table's request is lost");
    return keyIds(t.Keys);
  },
  answer(request, verdictOf) {
    const ids = batchGetItem.idsOf(request).map((id) => [id, verdictOf(id)] as const);
    const keys = (verdict: Verdict) =>
      ids.filter(([, given]) => given === verdict).map(([id]) => ({ id: { S: id } }));
    const left = keys("throttle");
    return json(200, {
      Responses: { t: keys("accept") },
      UnprocessedKeys: left.length === 0 ? {} : { t: { Keys: left, ConsistentRead: true } },
    });
  },
  resultsOf(output, ids) {
    const { Responses, UnprocessedKeys } = output as {
      Responses: { t: List };
      UnprocessedKeys?: { t?: object };
    };
    const results = leftOver(keyIds(listIn(UnprocessedKeys?.t, "Keys")), ids);
    const found = new Set(keyIds(Responses.t));
    if (found.size !== Responses.t.length) throw new Error("an item was got twice");
    return results.map((result, at) =>
      found.has(ids[at] ?? "") === (result === "accepted") ? result : "missing",
    );
  },
};

function keyIds(keys: List): string[] {
  return keys.map((key) => (key as { id: { S: string } }).id.S);
}

/** The seven operations whose answers may say of single items that they failed. */
export const BATCH_SERVICES: readonly BatchService[] = [
  batchGetItem,
  batchWriteItem,
  positional(
    "eventbridge.PutEvents",
    10,
    ["Entries", "Entries", "FailedEntryCount", "ThrottlingException"],
    (config) => {
      const client = new EventBridge(config);
      const entry = (Source: string) => ({ Source, DetailType: "t", Detail: "{}" });
      const paramsOf = (ids: readonly string[]) => ({ Entries: ids.map(entry) });
      return { client, paramsOf, send: (ids, options = {}) => client.putEvents(paramsOf(ids), options) };
    },
    ({ Source }) => Source,
  ),
  positional(
    "firehose.PutRecordBatch",
    500,
    ["Records", "RequestResponses", "FailedPutCount", "ServiceUnavailableException"],
    (config) => {
      const client = new Firehose(config);
      const paramsOf = (ids: readonly string[]) => ({
        DeliveryStreamName: "d",
        Records: ids.map((id) => ({ Data: utf8(id) })),
      });
      return { client, paramsOf, send: (ids, options = {}) => client.putRecordBatch(paramsOf(ids), options) };
    },
    ({ Data }) => Buffer.from(String(Data), "base64").toString(),
  ),
  positional(
    "kinesis.PutRecords",
    500,
    ["Records", "Records", "FailedRecordCount", "ProvisionedThroughputExceededException"],
    (config) => {
      // Its default handler speaks HTTP/2, which the endpoint doesn't.
      const client = new Kinesis({ ...config, requestHandler: new NodeHttpHandler() });
      const record = (PartitionKey: string) => ({ PartitionKey, Data: utf8("x") });
      const paramsOf = (ids: readonly string[]) => ({ StreamName: "s", Records: ids.map(record) });
      return { client, paramsOf, send: (ids, options = {}) => client.putRecords(paramsOf(ids), options) };
    },
    ({ PartitionKey }) => PartitionKey,
  ),
  publishBatch,
  sendMessageBatch,
];
