/**
 * Gives each part of a call its own `AbortSignal` that follows the caller's. The SDK's request handlers and ours listen
 * to each request's signal, and Node.js warns about more than ten listeners on one signal.
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

  /** Runs a function with its own signal. */
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
