import { batchGetItem } from "./batch-get-item.js";
import type { BatchOperation } from "./batch-operation.js";
import { batchWriteItem } from "./batch-write-item.js";
import { publishBatch } from "./publish-batch.js";
import { putEvents } from "./put-events.js";
import { putLogEvents } from "./put-log-events.js";
import { putMetricData } from "./put-metric-data.js";
import { putRecordBatch } from "./put-record-batch.js";
import { putRecords } from "./put-records.js";
import { sendMessageBatch } from "./send-message-batch.js";

/** The operations that can be split, by their names in events. */
export const OPERATIONS = {
  "cloudwatch.PutMetricData": putMetricData,
  "cloudwatch-logs.PutLogEvents": putLogEvents,
  "dynamodb.BatchGetItem": batchGetItem,
  "dynamodb.BatchWriteItem": batchWriteItem,
  "eventbridge.PutEvents": putEvents,
  "firehose.PutRecordBatch": putRecordBatch,
  "kinesis.PutRecords": putRecords,
  "sns.PublishBatch": publishBatch,
  "sqs.SendMessageBatch": sendMessageBatch,
} as const satisfies Record<string, BatchOperation>;

/** The name of an operation that can be split: `service.Operation`, as in the names of events. */
export type BatchOperationName = keyof typeof OPERATIONS;
