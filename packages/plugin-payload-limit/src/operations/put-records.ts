import { firstOf } from "../answers/merge.js";
import { resultsByPosition } from "../answers/results-by-position.js";
import { blobLength, textLength } from "../sizes/byte-length.js";
import type { BatchOperation } from "./batch-operation.js";
import { listOperation } from "./list-operation.js";

const results = resultsByPosition("Records", "FailedRecordCount");

/**
 * Kinesis Data Streams. "Each PutRecords request can support up to 500 records. Each record in the request can be as
 * large as 10 MiB, up to a limit of 10 MiB for the entire request, including partition keys." A stream accepts records
 * up to 1 MiB until its own limit is raised, which only the service knows. It "doesn't guarantee the ordering of
 * records" within a request, so the parts don't either.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 */
export const putRecords: BatchOperation = {
  ...listOperation("Records", ({ Data, PartitionKey }) => blobLength(Data) + textLength(PartitionKey)),
  limits: { maxItems: 500, maxBytes: 10_485_760, maxItemBytes: 10_485_760 },
  refusal:
    /Records size exceeds|at 'records' failed to satisfy constraint: Member must have length less than or equal/i,
  answersOf: results.answersOf,
  merge: (parts) => ({ ...results.mergedResults(parts), ...firstOf(parts, "EncryptionType") }),
};
