import type { Parsed } from "@tucuxi/events";
import { isObject } from "../batch-item.js";
import type { AnsweredPart, BatchOperation, ItemAnswer } from "../operations/batch-operation.js";
import { isRetryableCode } from "./retryable.js";

/** For services that answer with a list of results in the order of the request. A failed item has an `ErrorCode`. */
export function resultsByPosition(
  list: string,
  failedCount: string,
): {
  answersOf: NonNullable<BatchOperation["answersOf"]>;
  mergedResults(parts: readonly AnsweredPart[]): Parsed;
} {
  return {
    answersOf({ items, output }) {
      const results: unknown = output[list];
      return items.map((_, at) => (Array.isArray(results) ? answerOf(results[at]) : "accepted"));
    },
    mergedResults(parts) {
      if (!parts.some(({ output }) => Array.isArray(output[list]))) return {};
      const byIndex = new Map<number, unknown>();
      for (const { items, output } of parts) {
        const results: unknown = output[list];
        items.forEach(({ index }, at) => {
          byIndex.set(index, (Array.isArray(results) ? results[at] : undefined) ?? {});
        });
      }
      const merged = [...byIndex].sort(([one], [other]) => one - other).map(([, result]) => result);
      const hasCount = parts.some(({ output }) => typeof output[failedCount] === "number");
      return {
        ...(hasCount && { [failedCount]: merged.filter((result) => codeOf(result) !== undefined).length }),
        [list]: merged,
      };
    },
  };
}

function answerOf(result: unknown): ItemAnswer {
  if (result === undefined) return "unknown";
  const code = codeOf(result);
  if (code === undefined) return "accepted";
  return isRetryableCode(code) ? "returned" : "refused";
}

function codeOf(result: unknown): string | undefined {
  const code = isObject(result) ? result["ErrorCode"] : undefined;
  return typeof code === "string" && code !== "" ? code : undefined;
}
