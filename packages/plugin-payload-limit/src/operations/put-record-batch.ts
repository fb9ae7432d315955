import { firstOf } from "../answers/merge.js";
import { resultsByPosition } from "../answers/results-by-position.js";
import { blobLength } from "../sizes/byte-length.js";
import type { BatchOperation } from "./batch-operation.js";
import { listOperation } from "./list-operation.js";

const results = resultsByPosition("RequestResponses", "FailedPutCount");

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
  answersOf: results.answersOf,
  merge: (parts) => ({ ...results.mergedResults(parts), ...firstOf(parts, "Encrypted") }),
};
