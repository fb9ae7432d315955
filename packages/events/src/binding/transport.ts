import { runHandlers } from "../emitter/emission.js";
import { HandlerError } from "../errors.js";
import { responseStream } from "../http/body.js";
import {
  checkBody,
  copyForHandlers,
  makeBodySendable,
  normalizeAfterSigning,
  requestForObservers,
  restoreTraceHeader,
} from "../http/handled-request.js";
import { type ErrorSource, hasLowerCaseNames, lowerCaseHeaders } from "../http/headers.js";
import type { HttpRequest, HttpResponse } from "../http/sdk-shapes.js";
import { type Call, type CallArgs, callOf, knownCall } from "./call.js";
import { afterwards, isResponse, type Running, sourceOf } from "./emitting.js";
import type { Entry } from "./entry.js";
import { fail, failInSending, guarded } from "./handler-failure.js";
import type { ResolvedStack } from "./resolved-stack.js";
import { checkedStub } from "./returned-values.js";
import { isHttpRequest, isHttpResponse, type Result } from "./sdk.js";

/** Stands next to the request handler and runs once per attempt. Emits `before-send` and `before-parse`. */
export const transport: Entry = {
  name: "transport",
  events: [
    "before-send",
    "before-parse",
    // An attempt that doesn't get here wasn't sent and has no outcome.
    "response-received",
    "needs-retry",
  ],
  places: [{ step: "deserialize", priority: "low" }],
  pass({ next }, args) {
    const awaited = knownCall(args)?.awaitsSigner;
    return awaited === undefined ? next(args) : Promise.reject(otherSignature(awaited));
  },
  run(stack, args) {
    const { lookUp, operation, next } = stack;
    const call = callOf(args, stack);
    if (call.awaitsSigner !== undefined) return fail(otherSignature(call.awaitsSigner));
    call.isSent = true;
    if (!isHttpRequest(args.request)) return next(args);
    call.sentRequest = args.request;
    return lookUp.handlersOf(operation)["before-send"].length === 0
      ? parse(stack, call, next(args))
      : beforeSend(stack, args, args.request, call);
  },
};

/** A middleware before the signer waited, and the signer used the scheme that calls share. This must not be sent. */
function otherSignature(source: ErrorSource): HandlerError {
  return new HandlerError(
    "INVALID_SIGNING",
    source,
    "changed how the request is signed, but an asynchronous middleware runs before the signer and calls share a stack. Make the client without cacheMiddleware",
  );
}

function beforeSend(
  stack: ResolvedStack,
  args: CallArgs,
  signed: HttpRequest,
  call: Call,
): Promise<Result> | Result {
  const { lookUp, operation, next } = stack;
  const handlers = lookUp.handlersOf(operation)["before-send"];
  const copy = lookUp.isEdited(operation, "before-send") ? copyForHandlers(signed) : undefined;
  const request = copy?.request ?? requestForObservers(signed);
  let stub: HttpResponse | undefined;
  const event = { eventName: operation.eventNames["before-send"], request, context: call.context };
  const handled = (): Running =>
    afterwards(
      runHandlers(handlers, event, (response, registration) => {
        if (copy === undefined) return;
        const source = sourceOf(event, registration);
        normalizeAfterSigning(request, copy.before, source);
        if (!isResponse(response) || stub !== undefined) return;
        const { statusCode, reason = "", headers = {}, body } = checkedStub(response, source);
        stub = { statusCode, reason, headers: lowerCaseHeaders(headers), body: responseStream(body) };
      }),
      (): Running =>
        copy === undefined || stub !== undefined ? undefined : makeBodySendable(request, copy.before, call),
    );
  const send = (): Promise<Result> => {
    if (stub !== undefined) return parse(stack, call, Promise.resolve({ response: stub }));
    if (copy === undefined) return parse(stack, call, next(args));
    restoreTraceHeader(request, signed);
    return parse(stack, call, next({ ...args, request }));
  };
  return guarded(call, handled, send, failInSending);
}

function parse(stack: ResolvedStack, call: Call, answer: Promise<Result>): Promise<Result> {
  const { lookUp, operation } = stack;
  const handlers = lookUp.handlersOf(operation)["before-parse"];
  if (handlers.length === 0) return answer;
  return answer.then((result) => {
    const { response } = result;
    if (!isHttpResponse(response)) return result;
    const customizedResponse = {};
    call.customizedResponse = customizedResponse;
    const { model, context } = call;
    const { body } = response;
    const event = {
      eventName: operation.eventNames["before-parse"],
      response,
      customizedResponse,
      model,
      context,
    };
    const done = (): Result => {
      // The SDK looks some of them up by their lower-case names.
      if (!hasLowerCaseNames(response.headers)) response.headers = lowerCaseHeaders(response.headers);
      // The deserializers of streaming outputs accept only a stream.
      if (response.body !== body) response.body = responseStream(response.body);
      return result;
    };
    const failed = (thrown: unknown): never => {
      call.failedToParse = true;
      return fail(thrown);
    };
    const handled = (): Running =>
      runHandlers(handlers, event, (_, registration) => {
        if (response.body !== body) checkBody(response.body, sourceOf(event, registration));
      });
    return guarded(call, handled, done, failed);
  });
}
