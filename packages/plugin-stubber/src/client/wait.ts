import type { AbortSignalLike } from "./sdk.js";

/** Waits, or rejects as the SDK does if the call is aborted meanwhile. */
export async function wait(milliseconds: number, signal: AbortSignalLike | undefined): Promise<void> {
  throwIfAborted(signal);
  if (milliseconds === 0) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await unlessAborted(passed, signal);
  } finally {
    clearTimeout(timer);
  }
}

/** What a promise gives, or rejects as the SDK does if the call is aborted before. */
export async function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignalLike | undefined,
): Promise<Value> {
  if (signal?.addEventListener === undefined) return promise;
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(abortError(signal));
    signal.addEventListener?.("abort", onAbort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener?.("abort", onAbort);
  }
}

export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted === true) throw abortError(signal);
}

/** The same error as that of the SDK's request handler. */
function abortError({ reason }: AbortSignalLike): Error {
  const error = reason instanceof Error || !reason ? new Error("Request aborted") : new Error(String(reason));
  error.name = "AbortError";
  if (reason instanceof Error) error.cause = reason;
  return error;
}
