import type { Running } from "./emitting.js";
import type { Result } from "./sdk.js";

const IS_FAILURE: unique symbol = Symbol.for("tucuxi.handlerFailure");

/**
 * What a handler inside the retry loop threw, on its way to the outermost entry, which throws the original. The retry
 * loop must not judge the original itself: it may send again what the handler refused, writes `$metadata` on it, and
 * replaces what isn't an `Error`. So this error has a name, and no cause, that the SDK's strategies don't retry.
 */
class HandlerFailure extends Error {
  override readonly name = "HandlerFailure";
  readonly thrown: unknown;
  /** It was thrown in sending, which botocore's `Endpoint._do_get_response` takes for a failure of the connection. */
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
    // A value that can't be a string is thrown all the same.
    return "";
  }
}

/** Whether a rejection is what a handler threw; another copy of this package may have wrapped it. */
function isHandlerFailure(error: unknown): error is HandlerFailure {
  return typeof error === "object" && error !== null && IS_FAILURE in error;
}

/** Leaves the retry loop with what a handler threw. */
export function fail(thrown: unknown): never {
  throw new HandlerFailure(thrown, false);
}

/** Leaves the retry loop with what a handler of `before-send` threw. */
export function failInSending(thrown: unknown): never {
  throw new HandlerFailure(thrown, true);
}

/** Whether a rejection is what a handler threw of which the later handlers of the attempt hear nothing. */
export function isSilentFailure(error: unknown): boolean {
  return isHandlerFailure(error) && !error.inSending;
}

/** What was thrown where a rejection began. */
export function originalOf(error: unknown): unknown {
  return isHandlerFailure(error) ? originalOf(error.thrown) : error;
}

/** Runs handlers, then `next`; what the handlers throw leaves the retry loop. */
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
