import { resultsById } from "../answers/results-by-id.js";
import { attributesLength, textLength } from "../sizes/byte-length.js";
import type { BatchOperation } from "./batch-operation.js";
import { listOperation } from "./list-operation.js";

/**
 * SQS. "You can use SendMessageBatch to send up to 10 messages"; "the maximum allowed individual message size and the
 * maximum total payload size [...] are both 1 MiB 1,048,576 bytes" (256 KiB until August 2025, and on queues whose
 * `MaximumMessageSize` says less, which only the service knows). System attributes do not count. On FIFO queues the
 * messages of a batch "are enqueued in the order they are sent", and so are those of our parts.
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
