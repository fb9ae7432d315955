import { runHandlers } from "../emitter/emission.js";
import { HandlerError } from "../errors.js";
import { discard, isStream } from "../http/body.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import type { Call } from "./call.js";
import { delay } from "./delay.js";
import { isResponse, originOf, type Running } from "./emit.js";
import { failed, guarded, isHandlerFailure } from "./handler-failure.js";
import { isHttpResponse, isObject, type Result } from "./middleware.js";
import { checkedSeconds } from "./responses.js";
import type { ResolvedSeam } from "./seam.js";
import { responseOf } from "./service-error.js";

/** What came of an attempt. */
interface Outcome {
  readonly result: Result | undefined;
  readonly exception: unknown;
}

/** Emits `needs-retry` for an attempt that was sent; makes another where a handler says so. */
export function judge(
  { binding, operation }: ResolvedSeam,
  call: Call,
  request: HttpRequest,
  outcome: Outcome,
  again: () => Promise<Result> | Result,
): Promise<Result> | Result {
  const { result, exception } = outcome;
  const hasEnded =
    call.parseFailure !== undefined || (result !== undefined && isHandlerFailure(result.output));
  if (call.sentRequest === undefined || hasEnded) return settled(outcome);
  const response = result === undefined ? responseOf(exception) : result.response;
  const event = {
    eventName: operation.eventNames["needs-retry"],
    response: isHttpResponse(response) ? response : undefined,
    exception,
    attempts: call.attempts,
    request: call.sentRequest,
    model: call.model,
    context: call.context,
  };
  let seconds: number | undefined;
  const ask = (): Running =>
    runHandlers(binding.handlersOf(operation)["needs-retry"], event, (returned, registration) => {
      if (!isResponse(returned)) return;
      const origin = originOf(event, registration);
      seconds ??= checkedSeconds(returned, origin);
      if (isStream(request.body)) {
        throw new HandlerError(
          "BODY_NOT_REPLAYABLE",
          origin,
          "asked for another attempt, but the request's body is a stream that has been sent: send text or bytes where you want to retry",
        );
      }
    });
  return guarded(call, ask, () => {
    if (seconds === undefined)
      return call.forcedAttempts === 0 ? settled(outcome) : lastOf(outcome, call, binding.client.config);
    discard(event.response?.body);
    call.forcedAttempts++;
    return delay(seconds, call.signal).then(again);
  });
}

function settled({ result, exception }: Outcome): Result {
  if (result === undefined) throw exception;
  return result;
}

/**
 * An outcome after forced attempts, of which the SDK's retry loop does not know: once they make up its
 * `maxAttempts`, it is not asked for another one, as botocore's retry handler counts them all.
 */
async function lastOf(
  outcome: Outcome,
  call: Call,
  config: { readonly maxAttempts?: (() => Promise<number>) | undefined },
): Promise<Result> {
  const maxAttempts = (await config.maxAttempts?.()) ?? Number.POSITIVE_INFINITY;
  const { exception } = outcome;
  if (outcome.result !== undefined || call.attempts < maxAttempts) return settled(outcome);
  if (isObject(exception)) {
    exception["$metadata"] = { ...(exception["$metadata"] as object | undefined), attempts: call.attempts };
  }
  return failed(exception);
}
