import { isObject } from "../batch-item.js";
import type { BatchOperation } from "../operations/batch-operation.js";

/**
 * The HTTP status of a service's error. It's there even if the body is empty: Kinesis and EventBridge answer a body
 * that is too large with a bare 413, which the SDK calls `Unknown` or a `SyntaxError`.
 */
function statusOf(error: unknown): number | undefined {
  if (!isObject(error)) return undefined;
  for (const [holder, member] of [
    ["$metadata", "httpStatusCode"],
    ["$response", "statusCode"],
  ] as const) {
    const held = error[holder];
    const status = isObject(held) ? held[member] : undefined;
    if (typeof status === "number") return status;
  }
  return undefined;
}

/** Whether the service refused a request for its size, so that smaller ones may succeed. */
export function isTooLargeFor(operation: BatchOperation, error: unknown): boolean {
  if (statusOf(error) === 413) return true;
  if (!(error instanceof Error)) return false;
  return (
    /RequestEntityTooLarge/.test(error.name) || operation.refusal.test(`${error.name}: ${error.message}`)
  );
}

/**
 * Whether an attempt's error means that the service has none of its items. Only an answer that blames the request does.
 */
export function isClearNo(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500;
}
