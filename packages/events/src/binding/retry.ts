import { runHandlers } from "../emitter/emission.js";
import { HandlerError } from "../errors.js";
import { discard, isStream } from "../http/body.js";
import { normalizeBeforeSigning, snapshotOf } from "../http/handled-request.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import type { Call } from "./call.js";
import { delay } from "./delay.js";
import { isResponse, type Running, sourceOf } from "./emitting.js";
import { fail, guarded, originalOf } from "./handler-failure.js";
import type { ResolvedStack } from "./resolved-stack.js";
import { checkedRetry } from "./returned-values.js";
import { isHttpResponse, isObject, type Result } from "./sdk.js";
import { responseOf } from "./service-error.js";

/** The outcome of an attempt. */
export interface Outcome {
  readonly result: Result | undefined;
  readonly exception: unknown;
  /** The attempt's promise, which passes its failure on: throwing it again takes several times as long. */
  readonly answer: Promise<Result>;
}

/** An attempt's request, as the SDK made it and as the handlers left it. */
interface Requests {
  readonly original: HttpRequest;
  readonly request: HttpRequest;
}

/** Emits `needs-retry` for an attempt that was sent, and makes another attempt if a handler asks for one. */
export function askForRetry(
  { lookUp, operation, client }: ResolvedStack,
  call: Call,
  { original, request }: Requests,
  sentRequest: HttpRequest,
  outcome: Outcome,
  again: () => Promise<Result> | Result,
): Promise<Result> | Result {
  const { result } = outcome;
  const exception = originalOf(outcome.exception);
  const response = result === undefined ? responseOf(exception) : result.response;
  const before = snapshotOf(original);
  const event = {
    eventName: operation.eventNames["needs-retry"],
    response: isHttpResponse(response) ? response : undefined,
    exception,
    attempts: call.attempts,
    request: sentRequest,
    nextRequest: original,
    model: call.model,
    context: call.context,
  };
  let seconds: number | undefined;
  let isFinal = false;
  const ask = (): Running =>
    runHandlers(lookUp.handlersOf(operation)["needs-retry"], event, (returned, registration) => {
      const source = sourceOf(event, registration);
      normalizeBeforeSigning(original, before, source);
      if (!isResponse(returned) || isFinal || seconds !== undefined) return;
      const decision = checkedRetry(returned, source);
      if (decision === "never") {
        isFinal = true;
        return;
      }
      seconds = decision;
      if (isStream(request.body)) {
        throw new HandlerError(
          "BODY_NOT_REPLAYABLE",
          source,
          "asked for another attempt, but the body is a stream that has been sent. To retry, send a string or bytes",
        );
      }
    });
  return guarded(call, ask, () => {
    if (isFinal) return result ?? fail(exception);
    if (seconds === undefined)
      return call.forcedAttempts ? lastOf(outcome, call, client.config) : resultOf(outcome);
    discard(event.response?.body);
    call.forcedAttempts++;
    return delay(seconds, call.signal).then(again);
  });
}

export function resultOf({ result, answer }: Outcome): Promise<Result> | Result {
  return result ?? answer;
}

/**
 * An outcome after forced attempts, which the SDK's retry loop doesn't count. If they reach its `maxAttempts`, it isn't
 * asked for another one, because botocore's retry handler counts them all.
 */
async function lastOf(
  outcome: Outcome,
  call: Call,
  config: { readonly maxAttempts?: (() => Promise<number>) | undefined },
): Promise<Result> {
  const maxAttempts = (await config.maxAttempts?.()) ?? Number.POSITIVE_INFINITY;
  const { exception } = outcome;
  if (outcome.result !== undefined || call.attempts < maxAttempts) return resultOf(outcome);
  if (isObject(exception)) {
    exception["$metadata"] = { ...(exception["$metadata"] as object | undefined), attempts: call.attempts };
  }
  return fail(exception);
}
