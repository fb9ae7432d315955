import type { BatchOperation } from "./batch-operation.js";
import { isItem } from "./unit.js";

/**
 * The HTTP status of a service's error. It is there where the body says nothing too: Kinesis and EventBridge answer
 * a body that is too large with a bare 413, which the SDK calls `Unknown` or a `SyntaxError`.
 */
function statusOf(error: unknown): number | undefined {
  if (!isItem(error)) return undefined;
  for (const [holder, member] of [
    ["$metadata", "httpStatusCode"],
    ["$response", "statusCode"],
  ] as const) {
    const held = error[holder];
    const status = isItem(held) ? held[member] : undefined;
    if (typeof status === "number") return status;
  }
  return undefined;
}

/** Whether the service refused a request for its size, so that smaller ones may pass. */
export function isTooLargeFor(operation: BatchOperation, error: unknown): boolean {
  if (statusOf(error) === 413) return true;
  if (!(error instanceof Error)) return false;
  return (
    /RequestEntityTooLarge/.test(error.name) || operation.refusal.test(`${error.name}: ${error.message}`)
  );
}

/** What is known of the items of a request that failed: only an answer of the service that blames the request is a no. */
export function stateAfter(error: unknown): "refused" | "unknown" {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500 ? "refused" : "unknown";
}
