import { pathOf } from "../batch-item.js";
import { describeFailure, describeItems } from "../describe-failure.js";
import type { Problem } from "../operations/batch-operation.js";
import { type CallReport, PayloadLimitError } from "../payload-limit-error.js";
import type { BatchCall } from "./batch-call.js";
import type { ItemStates } from "./item-states.js";
import type { Part } from "./part.js";

/** Why a call failed: an item that can't be sent, or the error of a part. */
export type Failure = { readonly problem: Problem; readonly error?: unknown } | { readonly error: unknown };

/** The error of a call that failed, with the state of its items. */
export function failureOf(
  { name }: BatchCall,
  failure: Failure,
  states: ItemStates,
  parts: readonly Part[],
  signal?: AbortSignal,
): PayloadLimitError {
  const report: CallReport = { ...states.byState(), parts: parts.map((part) => part.report()) };
  const { problem, error: cause } = { problem: undefined, ...failure };
  const options = cause === undefined ? {} : { cause };
  if (problem === undefined) {
    const code = isAbort(cause, signal) ? "ABORTED" : "PART_FAILED";
    return new PayloadLimitError(code, name, describeFailure(cause, report), report, options);
  }
  const { index } = problem.item;
  const item = { index, path: pathOf(problem.item), ...problem.excess };
  const message =
    report.accepted.length > 0 ? `${problem.message}. ${describeItems(report)}` : problem.message;
  return new PayloadLimitError(problem.code, name, message, report, { ...options, item });
}

/**
 * Whether an error comes from an aborted call. It's the SDK's own error, or the signal's reason if nothing was running.
 */
function isAbort(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted !== true) return false;
  return error === signal.reason || (error instanceof Error && error.name === "AbortError");
}
