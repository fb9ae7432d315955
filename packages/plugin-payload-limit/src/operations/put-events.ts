import { resultsByPosition } from "../answers/results-by-position.js";
import type { Members } from "../batch-item.js";
import { textLength } from "../sizes/byte-length.js";
import type { BatchOperation } from "./batch-operation.js";
import { listOperation } from "./list-operation.js";

const results = resultsByPosition("Entries", "FailedEntryCount");

/**
 * EventBridge. 10 entries with at most 1 MB together, counted as the user guide does: "If specified, the Time parameter
 * is 14 bytes", and the UTF-8 of source, detail type, detail and resources. The limit was 256 KB until January 2026 and
 * still is in some regions (set it with `limits`). 1,048,576 bytes are accepted, one more is refused.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 * @see https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-eventbridge-increases-event-payload-size-256-kb-1-mb/
 */
export const putEvents: BatchOperation = {
  ...listOperation("Entries", entrySize),
  limits: { maxItems: 10, maxBytes: 1_048_576, maxItemBytes: 1_048_576 },
  refusal:
    /Total size of the entries in the request is over the limit|at 'entries' failed to satisfy constraint: Member must have length less than or equal/i,
  answersOf: results.answersOf,
  merge: results.mergedResults,
};

function entrySize({ Time, Source, DetailType, Detail, Resources }: Members): number {
  let size = Time === undefined ? 0 : 14;
  size += textLength(Source) + textLength(DetailType) + textLength(Detail);
  if (Array.isArray(Resources)) for (const resource of Resources) size += textLength(resource);
  return size;
}
