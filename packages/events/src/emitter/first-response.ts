import type { HandlerResult } from "./emission.js";

/**
 * The first response in `emit`'s results that is neither `undefined` nor `null`, or `fallback` if there is none.
 * botocore's `first_non_none_response`.
 *
 * @example
 * ```ts
 * firstResponse(await events.emit("choose-color", {}), "blue");
 * ```
 */
export function firstResponse<Fallback = undefined>(
  results: readonly HandlerResult[],
  fallback?: Fallback,
): unknown {
  return results.find(({ response }) => response !== undefined && response !== null)?.response ?? fallback;
}
