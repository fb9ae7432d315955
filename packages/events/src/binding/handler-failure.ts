import type { Running } from "./emit.js";
import type { Result } from "./middleware.js";

const IS_FAILURE: unique symbol = Symbol.for("tucuxi.handlerFailure");

/**
 * What a handler inside the retry loop threw, on its way out as an output. As an error it would be the retry
 * strategy's to judge: it may send again what the handler refused, writes `$metadata` on it, and replaces what
 * is no `Error`.
 */
class HandlerFailure {
  /** Written to by the SDK's retry middleware. */
  readonly $metadata = {};
  readonly thrown: unknown;
  readonly [IS_FAILURE] = true;

  constructor(thrown: unknown) {
    this.thrown = thrown;
  }
}

/** Whether an output is no output; it may be of another copy of this package. */
export function isHandlerFailure(output: object): output is HandlerFailure {
  return IS_FAILURE in output;
}

/** The result that carries what a handler threw out of the retry loop. */
export function failed(thrown: unknown): Result {
  return { response: {}, output: new HandlerFailure(thrown) };
}

/** Runs handlers, then `next`; what the handlers throw leaves the retry loop. */
export function guarded<State>(
  state: State,
  handlers: (state: State) => Running,
  next: (state: State) => Promise<Result> | Result,
): Promise<Result> | Result {
  let running: Running;
  try {
    running = handlers(state);
  } catch (error) {
    return failed(error);
  }
  return running === undefined ? next(state) : running.then(() => next(state), failed);
}
