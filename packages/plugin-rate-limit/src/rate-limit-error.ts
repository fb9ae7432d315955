/**
 * Why an attempt wasn't made:
 * - `QUEUE_FULL`: `maxQueue` attempts were already waiting for the same limit.
 * - `STORE_FAILED`: the store that shares the limit failed or didn't answer, and `onStoreError` is `fail`. `cause` is
 *   its error.
 */
export type RateLimitErrorCode = "QUEUE_FULL" | "STORE_FAILED";

/** An attempt that `rateLimit()` ended before it was sent. */
export class RateLimitError extends Error {
  override name = "RateLimitError";
  /** Stable. */
  readonly code: RateLimitErrorCode;
  /** The limit's pattern: `ssm.*`. */
  readonly limit: string;

  constructor(code: RateLimitErrorCode, limit: string, message: string, options?: ErrorOptions) {
    super(`The limit "${limit}": ${message}`, options);
    this.code = code;
    this.limit = limit;
  }
}
