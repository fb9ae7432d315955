import type { Parsed } from "@tucuxi/events";
import { firstOf } from "../answers/merge.js";
import { type BatchItem, isObject, pathOf } from "../batch-item.js";
import { textLength } from "../sizes/byte-length.js";
import type { AnsweredPart, BatchOperation, ItemAnswer, Problem } from "./batch-operation.js";
import { listOperation } from "./list-operation.js";

const DAY = 24 * 60 * 60 * 1000;

/**
 * CloudWatch Logs. "The maximum batch size is 1,048,576 bytes [...] the sum of all event messages in UTF-8, plus 26
 * bytes for each log event". A batch has at most 10,000 events, "in chronological order", within 24 hours. Sequence
 * tokens are ignored. Parts are still sent in order, so that a stream's events are ingested in order.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export const putLogEvents: BatchOperation = {
  ...listOperation("logEvents", ({ message }) => textLength(message) + 26),
  limits: { maxItems: 10_000, maxBytes: 1_048_576, maxItemBytes: 1_048_576 },
  refusal:
    /Upload too large|cannot span more than 24 hours|at 'logEvents' failed to satisfy constraint: Member must have length less than or equal/i,
  joins: ([first], next) => first === undefined || timeOf(next) - timeOf(first) <= DAY,
  problemOfWhole: disorder,
  isOrdered: () => true,
  merge: (parts) => ({
    ...firstOf([...parts].reverse(), "nextSequenceToken"),
    ...rejectedEvents(parts),
    ...firstOf(parts, "rejectedEntityInfo"),
  }),
  answersOf,
};

function timeOf({ input }: BatchItem): number {
  return typeof input["timestamp"] === "number" ? input["timestamp"] : 0;
}

function disorder(items: readonly BatchItem[]): Problem | undefined {
  const item = items.find((one, index) => {
    const before = items[index - 1];
    return before !== undefined && timeOf(before) > timeOf(one);
  });
  if (item === undefined) return undefined;
  const message = `${pathOf(item)} is older than the event before it. Sort the events by timestamp: CloudWatch Logs accepts only batches in chronological order`;
  return { code: "NOT_IN_ORDER", message, item };
}

/** CloudWatch Logs answers with positions. Events before one are too old or expired, events from one on are too new. */
const BEFORE = ["tooOldLogEventEndIndex", "expiredLogEventEndIndex"] as const;
const FROM = "tooNewLogEventStartIndex";

/** A part's positions refer to its own events. They are converted to positions in the whole call and merged. */
function rejectedEvents(parts: readonly AnsweredPart[]): Parsed {
  const positions = (member: string): number[] =>
    parts.flatMap(({ items, output }) => {
      const position = positionIn(output, member);
      return position === undefined ? [] : [position + (items[0]?.position ?? 0)];
    });
  const rejected: Parsed = {};
  const tooNew = positions(FROM);
  if (tooNew.length > 0) rejected[FROM] = Math.min(...tooNew);
  for (const member of BEFORE) {
    const ends = positions(member);
    if (ends.length > 0) rejected[member] = Math.max(...ends);
  }
  return Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected };
}

function answersOf({ items, output }: AnsweredPart): ItemAnswer[] {
  const from = positionIn(output, FROM) ?? items.length;
  const before = Math.max(0, ...BEFORE.map((member) => positionIn(output, member) ?? 0));
  return items.map((_, index) => (index < before || index >= from ? "refused" : "accepted"));
}

function positionIn(output: Parsed, member: string): number | undefined {
  const info = output["rejectedLogEventsInfo"];
  const position = isObject(info) ? info[member] : undefined;
  return typeof position === "number" ? position : undefined;
}
