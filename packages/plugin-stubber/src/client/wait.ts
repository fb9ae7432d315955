import type { AbortSignalLike } from "./sdk.js";

/** Waits, or rejects as the SDK does if the call is aborted meanwhile. */
export async function wait(milliseconds: number, signal: AbortSignalLike | undefined): Promise<void> {
  throwIfAborted(signal);
  if (milliseconds === 0) return;
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(abortError(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener?.("abort", onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener?.("abort", onAbort);
  });
}

export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted === true) throw abortError(signal);
}

function abortError(signal: AbortSignalLike | undefined): Error {
  const { reason } = signal ?? {};
  if (reason instanceof Error)
    return Object.assign(new Error(reason.message, { cause: reason }), { name: "AbortError" });
  return Object.assign(new Error("Request aborted"), { name: "AbortError" });
}
