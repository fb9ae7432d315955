import { CALL, withCall } from "./call.js";
import { isHandlerFailure } from "./handler-failure.js";
import type { Args, Result } from "./middleware.js";
import type { ResolvedSeam, Seam } from "./seam.js";

/**
 * Around the serializer, once for a call: emits nothing. It makes the call's state for the seams inside, and lets out
 * what the handlers inside the retry loop throw.
 */
export const callSeam: Seam = {
  name: "call",
  events: [
    "before-call",
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "after-call-error",
  ],
  places: [{ outside: "serializerMiddleware" }, { step: "serialize", priority: "high" }],
  run: during,
  // A handler may be registered while the call is inside.
  pass: ({ next }, args) => next(args).then(letOut),
};

function during(stack: ResolvedSeam, outerArgs: Args): Promise<Result> {
  const args = withCall(outerArgs, stack);
  const call = args[CALL];
  return stack.next(args).then((result) => {
    letOut(result);
    if (call.forcedAttempts > 0 && "$metadata" in result.output) {
      Object.assign(result.output.$metadata as object, { attempts: call.attempts });
    }
    return result;
  });
}

/** Throws what a handler inside the retry loop threw. */
function letOut(result: Result): Result {
  if (isHandlerFailure(result.output)) throw result.output.thrown;
  return result;
}
