import { HandlerError } from "../errors.js";
import type { HttpRequest, HttpResponse } from "../sdk-shapes.js";
import { UNSIGNED } from "../unsigned.js";
import { copyOf, setContentLength, settleBeforeSigning, settleBody, snapshotOf } from "./attempt-request.js";
import { sendSignedBy, signingInfo } from "./auth-scheme.js";
import type { Binding } from "./binding.js";
import { discard, isStream } from "./body.js";
import { CALL, type Call, isSentByClient } from "./call.js";
import { delay } from "./delay.js";
import { afterwards, emitEach, isResponse, promised } from "./emit.js";
import { HandlerFailure } from "./handler-failure.js";
import { mergedTraceId, type Origin } from "./headers.js";
import {
  type Args,
  type HandlerContext,
  isHttpRequest,
  isHttpResponse,
  isObject,
  type Next,
  type Result,
} from "./middleware.js";
import type { Operation } from "./operation.js";
import { checkedAuthScheme, checkedSeconds } from "./responses.js";
import type { Seam } from "./seam.js";

/**
 * Inside the retry loop and around the signer, once for an attempt: emits `request-created`, `choose-signer` and
 * `before-sign` on this attempt's own copy of the request, and `needs-retry` when its outcome is known.
 */
export const signingSeam: Seam = {
  name: "signing",
  events: ["before-call", "request-created", "choose-signer", "before-sign", "needs-retry"],
  places: [
    // Right after the retry loop and so before the signer, which people take off a client to send unsigned requests.
    { relation: "after", toMiddleware: "retryMiddleware" },
    { relation: "before", toMiddleware: "httpSigningMiddleware" },
    { step: "finalizeRequest", priority: "low" },
  ],
  create: (binding) => (next, context) => {
    const operation = binding.operationOf(signingSeam, context);
    if (operation === undefined) return next;
    const stack: SigningStack = {
      binding,
      operation,
      context,
      next,
      unsigned: binding.afterSigning.get(context) ?? next,
    };
    return (args) => {
      if (!isHttpRequest(args.request)) return next(args);
      const call = binding.callOf(args, operation, context);
      return promised(() => attempt(stack, args, args.request as HttpRequest, call));
    };
  },
};

/** Just after the signer: knows how an unsigned request goes on. It runs when a stack is resolved, not in a call. */
export const signedSeam: Seam = {
  name: "signed",
  events: ["choose-signer"],
  places: [{ relation: "after", toMiddleware: "httpSigningMiddleware" }],
  create: (binding) => (next, context) => {
    binding.afterSigning.set(context, next);
    return next;
  },
};

/** What an attempt needs of the stack that it runs in. */
interface SigningStack {
  readonly binding: Binding;
  readonly operation: Operation;
  readonly context: HandlerContext;
  readonly next: Next;
  /** Goes on without signing. */
  readonly unsigned: Next;
}

/** What `choose-signer` decided, with the handler to blame for it. */
interface Choice {
  readonly scheme: string;
  readonly origin: Origin;
}

function attempt(
  stack: SigningStack,
  args: Args,
  original: HttpRequest,
  call: Call,
): Promise<Result> | Result {
  const { binding, operation } = stack;
  const request = copyOf(original);
  call.attempts++;
  call.sentRequest = undefined;
  return guarded(
    () => {
      carryOver(call, request);
      return prepare(stack, request, call);
    },
    (choice) => {
      const sent = send(stack, { ...args, request, [CALL]: call }, request, choice);
      if (binding.handlersOf(operation, "needs-retry").length === 0) return sent;
      return sent.then(
        (result) => judge(stack, args, original, request, call, result, undefined),
        (error: unknown) => judge(stack, args, original, request, call, undefined, error),
      );
    },
  );
}

/** What `before-call` left for the attempts, and what a forced retry changes in a request that the SDK counts. */
function carryOver(call: Call, request: HttpRequest): void {
  const { encoded, unmeasured } = call;
  if (
    unmeasured !== undefined &&
    "x-amz-trailer" in request.headers &&
    !request.headers["x-amz-decoded-content-length"]
  ) {
    throw new HandlerError(
      "BODY_LENGTH_UNKNOWN",
      unmeasured,
      'replaced the body by a stream without saying how long it is, which the service has to be told: set request.headers["content-length"] to its number of bytes too, or give the bytes themselves',
    );
  }
  // The SDK's compressionMiddleware has compressed a body once more that was encoded already.
  if (encoded !== undefined && request.headers["content-encoding"] === `${encoded.encoding}, gzip`) {
    request.headers["content-encoding"] = encoded.encoding;
    request.body = encoded.body;
    setContentLength(request, snapshotOf(request));
  }
  if (call.traceId !== undefined) {
    request.headers["x-amzn-trace-id"] = mergedTraceId(call.traceId, request.headers["x-amzn-trace-id"]);
  }
  const sdkAttempt = request.headers["amz-sdk-request"];
  if (call.forcedAttempts > 0 && sdkAttempt !== undefined) {
    request.headers["amz-sdk-request"] = sdkAttempt.replace(/attempt=\d+/, `attempt=${call.attempts}`);
  }
}

/** Emits the events before signing; gives the handlers' choice of signer. */
function prepare(
  stack: SigningStack,
  request: HttpRequest,
  call: Call,
): Choice | undefined | Promise<Choice | undefined> {
  const { binding, operation, context } = stack;
  const { eventNames, model } = operation;
  const before = snapshotOf(request);
  const settle = (_response: unknown, origin: Origin): false => {
    settleBeforeSigning(request, before, origin);
    return false;
  };
  const created = {
    eventName: eventNames["request-created"],
    request,
    operationName: model.name,
    context: call.context,
  };
  let signing = signingInfo(context);
  let choice: Choice | undefined;
  return afterwards(emitEach(binding.handlersOf(operation, "request-created"), created, settle), () => {
    const choosing = { eventName: eventNames["choose-signer"], ...signing, context: call.context };
    const chosen = emitEach(binding.handlersOf(operation, "choose-signer"), choosing, (response, origin) => {
      if (!isResponse(response)) return false;
      choice = { scheme: checkedAuthScheme(response, origin), origin };
      return true;
    });
    return afterwards(chosen, () => {
      if (choice !== undefined) {
        signing = {
          ...signing,
          signatureVersion: choice.scheme,
        };
      }
      const signed = {
        eventName: eventNames["before-sign"],
        request,
        ...signing,
        operationName: model.name,
        context: call.context,
      };
      return afterwards(emitEach(binding.handlersOf(operation, "before-sign"), signed, settle), () =>
        afterwards(settleBody(request, before), () => choice),
      );
    });
  });
}

function send(
  stack: SigningStack,
  args: Args,
  request: HttpRequest,
  choice: Choice | undefined,
): Promise<Result> {
  if (choice === undefined) return stack.next(args);
  if (choice.scheme === UNSIGNED) {
    // In front of the signer a presigner has put itself, whose request must not be sent: its URL is the answer.
    if (!isSentByClient(args)) {
      return Promise.resolve({
        response: {},
        output: { $metadata: { httpStatusCode: 200 }, presigned: request },
      });
    }
    return stack.unsigned(args);
  }
  const { client } = stack.binding;
  return sendSignedBy(choice.scheme, client.config, stack.context, choice.origin, request, (signed) =>
    stack.unsigned({ ...args, request: signed }),
  );
}

/** Emits `needs-retry` for an attempt that was sent; tries again where a handler says so. */
function judge(
  stack: SigningStack,
  args: Args,
  original: HttpRequest,
  request: HttpRequest,
  call: Call,
  result: Result | undefined,
  exception: unknown,
): Promise<Result> | Result {
  const { binding, operation } = stack;
  const settled = (): Result => {
    if (result === undefined) throw exception;
    return result;
  };
  if (call.sentRequest === undefined) return settled();
  const response = result?.response ?? (isObject(exception) ? exception["$response"] : undefined);
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
  const judged = (): void | Promise<void> =>
    emitEach(binding.handlersOf(operation, "needs-retry"), event, (returned, origin) => {
      if (!isResponse(returned)) return false;
      seconds ??= checkedSeconds(returned, origin);
      if (isStream(request.body)) {
        throw new HandlerError(
          "BODY_NOT_REPLAYABLE",
          origin,
          "asked for another attempt, but the request's body is a stream that has been sent: send text or bytes where you want to retry",
        );
      }
      return false;
    });
  return guarded(judged, () => {
    if (seconds === undefined) return settled();
    discard((response as HttpResponse | undefined)?.body);
    call.forcedAttempts++;
    const again = (): Promise<Result> | Result => attempt(stack, args, original, call);
    return delay(seconds, stack.context.__smithy_context?.abortSignal).then(again);
  });
}

/** Runs handlers, then `next`; what the handlers throw leaves the retry loop as an output. */
function guarded<T>(
  handlers: () => T | Promise<T>,
  next: (value: T) => Promise<Result> | Result,
): Promise<Result> | Result {
  const failed = (thrown: unknown): Result => ({ response: {}, output: new HandlerFailure(thrown) });
  let running: T | Promise<T>;
  try {
    running = handlers();
  } catch (error) {
    return failed(error);
  }
  return running instanceof Promise ? running.then(next, failed) : next(running);
}
