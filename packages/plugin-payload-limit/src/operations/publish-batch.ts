import type { BatchOperation } from "../batch-operation.js";
import { attributesLength, textLength } from "../byte-length.js";
import { repeatedId, statesById } from "../item-states.js";
import { listOperation } from "../list-operation.js";
import { concatenated } from "../merge.js";

/**
 * SNS. "Publishes up to 10 messages"; "the maximum allowed individual message size and the maximum total payload size
 * [...] are both 256 KB (262,144 bytes)". Subjects and attributes count. On FIFO topics the messages of a batch "are
 * published in the order they are sent", and so are those of our parts.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export const publishBatch: BatchOperation = {
  ...listOperation(
    "PublishBatchRequestEntries",
    ({ Message, Subject, MessageAttributes }) =>
      textLength(Message) + textLength(Subject) + attributesLength(MessageAttributes),
  ),
  limits: { maxItems: 10, maxBytes: 262_144, maxItemBytes: 262_144 },
  refusal: /BatchRequestTooLong|TooManyEntriesInBatchRequest/,
  problemOfWhole: repeatedId,
  isOrdered: ({ TopicArn }) => typeof TopicArn === "string" && TopicArn.endsWith(".fifo"),
  merge: (parts) => ({ ...concatenated(parts, "Successful"), ...concatenated(parts, "Failed") }),
  statesOf: statesById,
};
