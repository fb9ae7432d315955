import { signalOf } from "@tucuxi/events";
import type { GuardedCall } from "./guarded-call.js";
import type { Confirm } from "./options.js";

/** Asks about one call at a time, in the order the calls came, since a person answers in a terminal. */
export class Confirmations {
  #last: Promise<unknown> = Promise.resolve();

  /** Whether `confirm` said yes. Rejects as soon as the call's `abortSignal` aborts. */
  ask(confirm: Confirm, call: GuardedCall): Promise<boolean> {
    const signal = signalOf(call.context);
    const answer = this.#last.then(() => {
      signal?.throwIfAborted();
      return confirm(call);
    });
    this.#last = answer.catch(() => {});
    return unlessAborted(answer, signal).then((value) => value === true);
  }
}

function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(abortError());
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** The error that an aborted call of the SDK is rejected with. */
function abortError(): Error {
  return Object.assign(new Error("Request aborted"), { name: "AbortError" });
}
