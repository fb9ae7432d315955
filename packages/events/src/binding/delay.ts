// A test's fake timers must not stop what doesn't wait.
const soon = setTimeout;

/**
 * Waits, or rejects as an aborted call of the SDK does if the signal aborts first.
 *
 * @param seconds How long to wait.
 */
export function delay(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
    };
    const timer = (seconds ? setTimeout : soon)(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, seconds * 1000);
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort);
  });
}
