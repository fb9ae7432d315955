import type { Resending } from "../options.js";

/**
 * How long to wait before items are sent again, in milliseconds. It uses "full jitter": any time up to a limit that
 * doubles with each attempt. So clients that were throttled together don't come back together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param attempt The attempt that failed: 1 for the first.
 */
export function backoff({ baseDelay, maxDelay }: Resending, attempt: number): number {
  return Math.floor(Math.random() * Math.min(maxDelay, baseDelay * 2 ** (attempt - 1)));
}

/** Waits until the time is over or the signal aborts. */
export function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
  });
}
