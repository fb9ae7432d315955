import { resultsById } from "../answers/results-by-id.js";
import { attributesLength, textLength } from "../sizes/byte-length.js";
import type { BatchOperation } from "./batch-operation.js";
import { listOperation } from "./list-operation.js";

/**
 * SNS. "Publishes up to 10 messages"; "the maximum allowed individual message size and the maximum total payload size
 * [...] are both 256 KB (262,144 bytes)". A topic's `MaximumMessageSize` can raise that to 1 MiB, but only the service
 * knows it. So requests are filled up to 256 KB, and a larger message gets its own request. Subjects and attributes
 * count. On FIFO topics the messages of a batch "are published in the order they are sent", and the parts keep that
 * order.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export const publishBatch: BatchOperation = {
  ...listOperation(
    "PublishBatchRequestEntries",
    ({ Message, Subject, MessageAttributes }) =>
      textLength(Message) + textLength(Subject) + attributesLength(MessageAttributes),
  ),
  limits: { maxItems: 10, maxBytes: 262_144, maxItemBytes: 1_048_576 },
  refusal: /BatchRequestTooLong|TooManyEntriesInBatchRequest/,
  ...resultsById,
  isOrdered: ({ TopicArn }) => typeof TopicArn === "string" && TopicArn.endsWith(".fifo"),
};
