import type { Parsed } from "@tucuxi/events";
import { type BatchItem, isObject, listOf, type Members, pathOf } from "../batch-item.js";
import type { AnsweredPart, BatchOperation, ItemAnswer, Problem } from "../operations/batch-operation.js";
import { isRetryableCode } from "./retryable.js";

/** For SQS and SNS, which answer with two lists, `Successful` and `Failed`, whose entries have an `Id`. */
export const resultsById = {
  problemOfWhole: repeatedId,
  orderKeyOf: ({ input }) => input["MessageGroupId"],
  answersOf,
  notSent: (items) => ({ Failed: items.map(notSentEntry) }),
  merge,
} as const satisfies Partial<BatchOperation>;

const LISTS = ["Successful", "Failed"] as const;

/** The entries of a list of an answer, by their ids. */
function byId(output: Parsed, list: (typeof LISTS)[number]): ReadonlyMap<unknown, Members> {
  return new Map((listOf(output, list) ?? []).map((entry) => [entry["Id"], entry]));
}

function answersOf({ items, output }: AnsweredPart): ItemAnswer[] {
  const failed = byId(output, "Failed");
  const successful = Array.isArray(output["Successful"]) ? byId(output, "Successful") : undefined;
  return items.map(({ input: { Id } }) => {
    const failure = failed.get(Id);
    if (failure !== undefined) return isRetryable(failure) ? "returned" : "refused";
    return successful === undefined || successful.has(Id) ? "accepted" : "unknown";
  });
}

/** `SenderFault` is false if the service is at fault. Throttling counts as the sender's fault. */
function isRetryable({ SenderFault, Code }: Members): boolean {
  return SenderFault === false || isRetryableCode(Code);
}

/** This code isn't one of the service's, since nothing was sent. */
function notSentEntry({ input: { Id, MessageGroupId } }: BatchItem): Members {
  const group = JSON.stringify(MessageGroupId);
  const Message = `Not sent: a message before it in the message group ${group} failed, and the group's order must be kept`;
  return { Id, SenderFault: false, Code: "NotSent", Message };
}

function merge(parts: readonly AnsweredPart[]): Parsed {
  const results = new Map<number, { readonly list: string; readonly entry: Members }>();
  for (const { items, output } of parts) {
    for (const list of LISTS) {
      const entries = byId(output, list);
      for (const { index, input } of items) {
        const entry = entries.get(input["Id"]);
        if (entry !== undefined) results.set(index, { list, entry });
      }
    }
  }
  const inOrder = [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
  const merged: Parsed = {};
  for (const list of LISTS) {
    if (!parts.some(({ output }) => isObject(output[list]))) continue;
    merged[list] = inOrder.filter((result) => result.list === list).map(({ entry }) => entry);
  }
  return merged;
}

/** The second of two entries with the same `Id`. The service refuses them in one request, but wouldn't in two. */
function repeatedId(items: readonly BatchItem[]): Problem | undefined {
  const seen = new Set<unknown>();
  for (const item of items) {
    const { Id } = item.input;
    if (seen.has(Id)) {
      const message = `${pathOf(item)} has the Id ${JSON.stringify(Id)}, like an earlier entry. Give each entry its own Id`;
      return { code: "REPEATED_ID", message, item };
    }
    seen.add(Id);
  }
  return undefined;
}
