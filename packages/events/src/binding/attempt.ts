import type { SigningOptions } from "../catalogue/payloads.js";
import { isThenable, runHandlers } from "../emitter/emission.js";
import { HandlerError } from "../errors.js";
import {
  copyForHandlers,
  countOf,
  makeBodySendable,
  normalizeBeforeSigning,
  requestForObservers,
  restoreTraceHeader,
  type Snapshot,
  setContentLength,
  snapshotOf,
} from "../http/handled-request.js";
import { type ErrorSource, mergedTraceId } from "../http/headers.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import { type Call, type CallArgs, callOf, passed } from "./call.js";
import { emitAll, inOrder, isResponse, type Running, sourceOf } from "./emitting.js";
import type { Entry } from "./entry.js";
import { guarded, isSilentFailure, originalOf } from "./handler-failure.js";
import type { ResolvedStack } from "./resolved-stack.js";
import { askForRetry, type Outcome, resultOf } from "./retry.js";
import { checkedAuthScheme } from "./returned-values.js";
import { isHttpRequest, isHttpResponse, isObject, type Result } from "./sdk.js";
import { isParseError, responseOf } from "./service-error.js";
import { type HandledSigning, noteSigning, sendSigned, signingInfo } from "./signer.js";

/**
 * Stands inside the retry loop and before the signer, so it runs once per attempt. Emits `request-created`,
 * `choose-signer` and `before-sign` with this attempt's own copy of the request, then `response-received` and
 * `needs-retry` when the outcome is known.
 */
export const attempt: Entry = {
  name: "attempt",
  events: [
    "request-created",
    "choose-signer",
    "before-sign",
    // Sets what its handlers customize.
    "before-parse",
    "response-received",
    "needs-retry",
  ],
  edits: () => [
    // Its handlers' changes may need a correction after the SDK's own middlewares.
    "before-call",
    // Signs for the region that its handlers chose.
    "before-endpoint-resolution",
  ],
  places: [
    // Next to the retry loop and not to the signer, since people remove the signer from a client to send unsigned
    // requests.
    { relation: "after", toMiddleware: "retryMiddleware" },
    { relation: "before", toMiddleware: "httpSigningMiddleware" },
    { step: "finalizeRequest", priority: "low" },
  ],
  run(stack, args) {
    const { request } = args;
    if (isHttpRequest(request)) return runAttempt(stack, args, request);
    const call = callOf(args, stack);
    call.isSent = false;
    return whenSettled(stack.next(passed(args, call)), (outcome) => announce(stack, call, outcome, resultOf));
  },
};

interface Attempt extends HandledSigning {
  readonly stack: ResolvedStack;
  readonly args: CallArgs;
  readonly call: Call;
  /** The SDK's request, which it sends again in the next attempt. */
  readonly original: HttpRequest;
  /** This attempt's request. It's a copy of the original as soon as a handler needs one. */
  request: HttpRequest;
  /** The copy as it was before its handlers ran. */
  before: Snapshot | undefined;
}

function runAttempt(stack: ResolvedStack, args: CallArgs, original: HttpRequest): Promise<Result> | Result {
  const call = callOf(args, stack);
  keepAddedHeaders(call, original);
  call.attempts++;
  call.isSent = false;
  call.sentRequest = undefined;
  call.failedToParse = false;
  call.customizedResponse = undefined;
  call.awaitsSigner = undefined;
  const state: Attempt = {
    stack,
    args,
    call,
    original,
    request: original,
    before: undefined,
    signing: undefined,
    scheme: undefined,
    source: undefined,
  };
  return guarded(state, prepare, dispatch);
}

/** The request for an event's handlers. Those that can change it get this attempt's own. */
function requestFor(state: Attempt, type: "request-created" | "before-sign"): HttpRequest {
  const { lookUp, operation } = state.stack;
  return lookUp.isEdited(operation, type) ? copied(state).request : requestForObservers(state.request);
}

/** Checks an attempt's request after a handler ran, if there is a copy of it. Observers alone get none. */
function normalize({ request, before }: Attempt, source: ErrorSource): void {
  if (before !== undefined) normalizeBeforeSigning(request, before, source);
}

/** Makes this attempt's own request. */
function copied(state: Attempt): { readonly request: HttpRequest; readonly before: Snapshot } {
  if (state.before !== undefined) return { request: state.request, before: state.before };
  const copy = copyForHandlers(state.original);
  state.request = copy.request;
  state.before = copy.before;
  return copy;
}

function prepare(state: Attempt): Running {
  const { encoded, unmeasured, traceId, forcedAttempts } = state.call;
  if (encoded !== undefined || unmeasured !== undefined || traceId !== undefined || forcedAttempts > 0) {
    applyCallChanges(state);
  }
  return inOrder(PREPARATION, state);
}

const PREPARATION = [
  requestCreated,
  chooseSigner,
  beforeSign,
  ({ request, before, call }: Attempt): Running =>
    before === undefined ? undefined : makeBodySendable(request, before, call),
];

/**
 * Applies what `before-call` left for the attempt, and what a forced attempt changes in a request that the SDK counts.
 */
function applyCallChanges(state: Attempt): void {
  const { call } = state;
  const { request, before } = copied(state);
  const { encoded, unmeasured, traceId, forcedAttempts } = call;
  const { headers } = request;
  if (unmeasured !== undefined && "x-amz-trailer" in headers && !headers["x-amz-decoded-content-length"]) {
    throw new HandlerError(
      "BODY_LENGTH_UNKNOWN",
      unmeasured,
      'replaced the body with a stream of unknown length. Set request.headers["content-length"] too, or give the bytes themselves',
    );
  }
  // The SDK's compressionMiddleware has compressed an encoded body again.
  if (encoded !== undefined && headers["content-encoding"] === `${encoded.encoding}, gzip`) {
    headers["content-encoding"] = encoded.encoding;
    request.body = encoded.body;
    setContentLength(request, before);
  }
  if (traceId !== undefined) headers["x-amzn-trace-id"] = mergedTraceId(traceId, headers["x-amzn-trace-id"]);
  const sdkAttempt = headers["amz-sdk-request"];
  if (forcedAttempts > 0 && sdkAttempt !== undefined) {
    headers["amz-sdk-request"] = sdkAttempt.replace(/attempt=\d+/, `attempt=${call.attempts}`);
  }
  state.before = snapshotOf(request);
}

function requestCreated(state: Attempt): Running {
  const { stack, call } = state;
  const { lookUp, operation } = stack;
  const handlers = lookUp.handlersOf(operation)["request-created"];
  if (handlers.length === 0) return;
  const event = {
    eventName: operation.eventNames["request-created"],
    request: requestFor(state, "request-created"),
    operationName: operation.model.name,
    context: call.context,
  };
  return runHandlers(handlers, event, (_response, registration) =>
    normalize(state, sourceOf(event, registration)),
  );
}

function chooseSigner(state: Attempt): Running {
  const { lookUp, operation, context } = state.stack;
  const handlers = lookUp.handlersOf(operation)["choose-signer"];
  if (handlers.length === 0) return;
  const { signingName, region, signatureVersion } = signingInfo(context);
  const signing: SigningOptions = {};
  state.signing = signing;
  const event = {
    eventName: operation.eventNames["choose-signer"],
    signingName,
    region,
    signatureVersion,
    signing,
    context: state.call.context,
  };
  return runHandlers(handlers, event, (response, registration) => {
    const source = sourceOf(event, registration);
    noteSigning(state, state.call, source);
    if (!isResponse(response)) return;
    state.scheme = checkedAuthScheme(response, source);
    state.source = source;
    return true;
  });
}

function beforeSign(state: Attempt): Running {
  const { stack, call, scheme } = state;
  const { lookUp, operation, context } = stack;
  const handlers = lookUp.handlersOf(operation)["before-sign"];
  if (handlers.length === 0) return;
  const { signingName, region, signatureVersion } = signingInfo(context);
  state.signing ??= {};
  const event = {
    eventName: operation.eventNames["before-sign"],
    request: requestFor(state, "before-sign"),
    signingName: state.signing.service ?? signingName,
    region: state.signing.region ?? region,
    signatureVersion: scheme ?? signatureVersion,
    signing: state.signing,
    operationName: operation.model.name,
    context: call.context,
  };
  return runHandlers(handlers, event, (_response, registration) => {
    const source = sourceOf(event, registration);
    normalize(state, source);
    noteSigning(state, state.call, source);
  });
}

/** Sends what the handlers prepared, and emits the events of the outcome. */
function dispatch(state: Attempt): Promise<Result> | Result {
  const { stack, call, request, original } = state;
  if (state.before !== undefined) {
    restoreTraceHeader(request, original);
    // Set before the next middlewares run, which happens synchronously.
    call.lastRequest = request;
    call.lastHeaderCount = countOf(request.headers);
  }
  const own = passed(state.args, call);
  const outgoing = sendSigned(stack, call, state, request === original ? own : { ...own, request });
  const sent = call.bodyFailure === undefined ? outgoing : Promise.race([outgoing, call.bodyFailure]);
  if (!isThenable(sent) || !isOutcomeHandled(stack)) return sent;
  return whenSettled(Promise.resolve(sent), (outcome) =>
    announce(stack, call, outcome, (announced) => finish(state, announced)),
  );
}

function whenSettled(
  answer: Promise<Result>,
  next: (outcome: Outcome) => Promise<Result> | Result,
): Promise<Result> {
  return answer.then(
    (result) => next({ result, exception: undefined, answer }),
    (exception: unknown) => next({ result: undefined, exception, answer }),
  );
}

/** Whether a handler waits for an attempt's outcome. */
function isOutcomeHandled({ lookUp, operation }: ResolvedStack): boolean {
  const handlers = lookUp.handlersOf(operation);
  return (
    handlers["response-received"].length > 0 ||
    handlers["needs-retry"].length > 0 ||
    handlers["before-parse"].length > 0
  );
}

/**
 * Emits `response-received` for an attempt that was sent. If a handler throws, the call ends, whatever the outcome was.
 */
function announce(
  { lookUp, operation }: ResolvedStack,
  call: Call,
  outcome: Outcome,
  next: (outcome: Outcome) => Promise<Result> | Result,
): Promise<Result> | Result {
  const { result } = outcome;
  const exception = originalOf(outcome.exception);
  if (call.customizedResponse !== undefined && isObject(result?.output)) {
    Object.assign(result.output, call.customizedResponse);
  }
  // botocore's `_do_get_response` catches errors of sending only. A parse error isn't announced.
  if (result === undefined && isParseError(exception)) call.failedToParse = true;
  const handlers = lookUp.handlersOf(operation)["response-received"];
  if (handlers.length === 0 || !hasEnded(call, outcome)) return next(outcome);
  const httpResponse = result === undefined ? responseOf(exception) : result.response;
  const event = {
    eventName: operation.eventNames["response-received"],
    response: isHttpResponse(httpResponse) ? httpResponse : undefined,
    parsed: result?.output,
    exception,
    context: call.context,
  };
  return guarded(outcome, () => emitAll(handlers, event), next);
}

/** Whether an attempt was sent and has an outcome to announce. */
function hasEnded(call: Call, { exception }: Outcome): boolean {
  return call.isSent && !call.failedToParse && !isSilentFailure(exception);
}

/** Lets `needs-retry` handlers ask for another attempt. */
function finish(state: Attempt, outcome: Outcome): Promise<Result> | Result {
  const { stack, call, args, original } = state;
  const { sentRequest } = call;
  const isAsked = stack.lookUp.handlersOf(stack.operation)["needs-retry"].length > 0;
  if (!isAsked || sentRequest === undefined || !hasEnded(call, outcome)) return resultOf(outcome);
  return askForRetry(stack, call, state, sentRequest, outcome, () => runAttempt(stack, args, original));
}

/**
 * Keeps headers that other middlewares added to an attempt's request, such as an idempotency key, for the next
 * attempts. Without Tucuxi they would stay too. The signer copies the request before it adds anything.
 */
function keepAddedHeaders(call: Call, original: HttpRequest): void {
  const { lastRequest, lastHeaderCount } = call;
  if (lastRequest === undefined) return;
  let index = 0;
  // Members keep the order of insertion, so those after the first ones were added later.
  for (const name in lastRequest.headers) {
    if (index++ >= lastHeaderCount) original.headers[name] = lastRequest.headers[name] as string;
  }
  call.lastRequest = undefined;
}
