import { resultsById } from "../answers/results-by-id.js";
import { attributesLength, textLength } from "../sizes/byte-length.js";
import type { BatchOperation } from "./batch-operation.js";
import { listOperation } from "./list-operation.js";

/**
 * SQS. "You can use SendMessageBatch to send up to 10 messages"; "the maximum allowed individual message size and the
 * maximum total payload size [...] are both 1 MiB 1,048,576 bytes". It was 256 KiB until August 2025, and is less on
 * queues whose `MaximumMessageSize` says so, which only the service knows. System attributes don't count. On FIFO
 * queues the messages of a batch "are enqueued in the order they are sent", and the parts keep that order.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export const sendMessageBatch: BatchOperation = {
  ...listOperation(
    "Entries",
    ({ MessageBody, MessageAttributes }) => textLength(MessageBody) + attributesLength(MessageAttributes),
  ),
  limits: { maxItems: 10, maxBytes: 1_048_576, maxItemBytes: 1_048_576 },
  refusal: /BatchRequestTooLong|TooManyEntriesInBatchRequest/,
  ...resultsById,
  isOrdered: ({ QueueUrl }) => typeof QueueUrl === "string" && QueueUrl.endsWith(".fifo"),
};
