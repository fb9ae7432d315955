/**
 * Gives each part of a call an `AbortSignal` of its own that follows the caller's. The SDK's request handlers and ours
 * listen to the signal of each request. Node.js warns of more than ten listeners of one signal, which a call of many
 * parts reaches soon.
 */
export class PartSignals {
  readonly #signal: AbortSignal | undefined;
  readonly #controllers = new Set<AbortController>();
  readonly #abortAll = (): void => {
    for (const controller of this.#controllers) controller.abort(this.#signal?.reason);
  };

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener("abort", this.#abortAll);
  }

  /** Runs something with a signal of its own. */
  async during<Result>(run: (signal: AbortSignal | undefined) => Promise<Result>): Promise<Result> {
    if (this.#signal === undefined) return run(undefined);
    const controller = new AbortController();
    this.#controllers.add(controller);
    if (this.#signal.aborted) controller.abort(this.#signal.reason);
    try {
      return await run(controller.signal);
    } finally {
      this.#controllers.delete(controller);
    }
  }

  /** Stops listening to the caller's signal. */
  close(): void {
    this.#signal?.removeEventListener("abort", this.#abortAll);
  }
}
