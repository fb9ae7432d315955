import { resultsById } from "../answers/results-by-id.js";
import { attributesLength, textLength } from "../sizes/byte-length.js";
import type { BatchOperation } from "./batch-operation.js";
import { listOperation } from "./list-operation.js";

/**
 * SNS. "Publishes up to 10 messages"; "the maximum allowed individual message size and the maximum total payload size
 * [...] are both 256 KB (262,144 bytes)", or up to 1 MiB by a topic's `MaximumMessageSize`, which only the service knows:
 * so requests are packed to 256 KB, and a message of more gets a request of its own. Subjects and attributes count. On
 * FIFO topics the messages of a batch "are published in the order they are sent", and so are those of our parts.
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
