import type { Running } from "./emitting.js";
import type { Result } from "./sdk.js";

const IS_FAILURE: unique symbol = Symbol.for("tucuxi.handlerFailure");

/**
 * Carries what a handler inside the retry loop threw to the outermost entry, which throws the original. The retry loop
 * must not see the original: it might send again what the handler refused, writes `$metadata` on it, and replaces what
 * isn't an `Error`. So this error has a name that the SDK's strategies don't retry, and no cause.
 */
class HandlerFailure extends Error {
  override readonly name = "HandlerFailure";
  readonly thrown: unknown;
  /** It was thrown while sending, which botocore's `Endpoint._do_get_response` treats as a failed connection. */
  readonly inSending: boolean;
  readonly [IS_FAILURE] = true;

  constructor(thrown: unknown, inSending: boolean) {
    super(messageOf(thrown));
    this.thrown = thrown;
    this.inSending = inSending;
  }
}

function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } catch {
    // A value that can't be converted to a string is thrown too.
    return "";
  }
}

/** Whether a rejection is what a handler threw. Another copy of this package may have wrapped it. */
function isHandlerFailure(error: unknown): error is HandlerFailure {
  return typeof error === "object" && error !== null && IS_FAILURE in error;
}

/** Leaves the retry loop with what a handler threw. */
export function fail(thrown: unknown): never {
  throw new HandlerFailure(thrown, false);
}

/** Leaves the retry loop with what a `before-send` handler threw. */
export function failInSending(thrown: unknown): never {
  throw new HandlerFailure(thrown, true);
}

/** Whether a rejection is what a handler threw and the attempt's later handlers aren't told of. */
export function isSilentFailure(error: unknown): boolean {
  return isHandlerFailure(error) && !error.inSending;
}

/** What was originally thrown. */
export function originalOf(error: unknown): unknown {
  return isHandlerFailure(error) ? originalOf(error.thrown) : error;
}

/** Runs handlers, then `next`. What the handlers throw leaves the retry loop. */
export function guarded<State>(
  state: State,
  handlers: (state: State) => Running,
  next: (state: State) => Promise<Result> | Result,
  failed: (thrown: unknown) => never = fail,
): Promise<Result> | Result {
  let running: Running;
  try {
    running = handlers(state);
  } catch (error) {
    return failed(error);
  }
  return running === undefined ? next(state) : running.then(() => next(state), failed);
}
