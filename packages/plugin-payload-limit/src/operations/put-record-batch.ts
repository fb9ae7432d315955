import type { BatchOperation } from "../batch-operation.js";
import { blobLength } from "../byte-length.js";
import { statesByPosition } from "../item-states.js";
import { listOperation } from "../list-operation.js";
import { added, concatenated, firstOf } from "../merge.js";

/**
 * Amazon Data Firehose. "Each PutRecordBatch request supports up to 500 records. Each record in the request can be as
 * large as 1,000 KB (before base64 encoding), up to a limit of 4 MB for the entire request." The data type says
 * 1,024,000 bytes, the quotas say 4 MiB.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
 */
export const putRecordBatch: BatchOperation = {
  ...listOperation("Records", ({ Data }) => blobLength(Data)),
  limits: { maxItems: 500, maxBytes: 4_194_304, maxItemBytes: 1_024_000 },
  refusal:
    /Records size exceeds|at 'records' failed to satisfy constraint: Member must have length less than or equal/i,
  merge: (parts) => ({
    ...added(parts, "FailedPutCount"),
    ...concatenated(parts, "RequestResponses"),
    ...firstOf(parts, "Encrypted"),
  }),
  statesOf: (part) => statesByPosition(part, "RequestResponses"),
};
