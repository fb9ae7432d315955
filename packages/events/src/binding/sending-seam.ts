import { CALL, type Call, withCall } from "./call.js";
import { emitAll, type Running } from "./emit.js";
import { failed, isHandlerFailure } from "./handler-failure.js";
import { type Args, isHttpRequest, isHttpResponse, type Result } from "./middleware.js";
import type { ResolvedSeam, Seam } from "./seam.js";
import { isParseError, responseOf } from "./service-error.js";

/**
 * Around the deserializer, once for an attempt that is sent: emits `response-received`.
 */
export const sendingSeam: Seam = {
  name: "sending",
  events: ["before-parse", "response-received", "needs-retry"],
  places: [
    { outside: "deserializerMiddleware" },
    // The retry loop brings the signer with it, so what comes after the loop comes after the signer.
    { step: "finalizeRequest", priority: "high" },
  ],
  run: send,
};

function send(stack: ResolvedSeam, outerArgs: Args): Promise<Result> {
  const args = withCall(outerArgs, stack);
  const call = args[CALL];
  call.parseFailure = undefined;
  call.customizedResponse = undefined;
  call.sentRequest = isHttpRequest(args.request) ? args.request : undefined;
  return stack.next(args).then(
    (result) => {
      if (isHandlerFailure(result.output)) return result;
      if (call.customizedResponse !== undefined) Object.assign(result.output, call.customizedResponse);
      return announced(
        () => received(stack, call, result, undefined),
        () => result,
      );
    },
    (error: unknown) => {
      // As in botocore's `_do_get_response`, where only the sending is tried: what fails in parsing is not announced.
      if (call.parseFailure !== undefined) return failed(call.parseFailure.thrown);
      if (isParseError(error)) {
        call.parseFailure = { thrown: error };
        throw error;
      }
      return announced(
        () => received(stack, call, undefined, error),
        () => {
          throw error;
        },
      );
    },
  );
}

/** Goes on after the handlers of `response-received`; what they throw ends the call, whatever came of the attempt. */
function announced(announce: () => Running, goOn: () => Result): Result | Promise<Result> {
  let running: Running;
  try {
    running = announce();
  } catch (thrown) {
    return failed(thrown);
  }
  return running === undefined ? goOn() : running.then(goOn, failed);
}

function received(
  { binding, operation }: ResolvedSeam,
  call: Call,
  result: Result | undefined,
  exception: unknown,
): Running {
  const handlers = binding.handlersOf(operation)["response-received"];
  if (handlers.length === 0) return;
  const response = result === undefined ? responseOf(exception) : result.response;
  return emitAll(handlers, {
    eventName: operation.eventNames["response-received"],
    response: isHttpResponse(response) ? response : undefined,
    parsed: result?.output,
    exception,
    context: call.context,
  });
}
