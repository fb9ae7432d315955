import type { CallResponse } from "../catalogue/payloads.js";
import { runHandlers } from "../emitter/emission.js";
import { HandlerError } from "../errors.js";
import { isStream } from "../http/body.js";
import {
  makeBodySendable,
  normalizeBeforeBuild,
  requestForObservers,
  type Snapshot,
  snapshotOf,
} from "../http/handled-request.js";
import { copyOfHeaders } from "../http/headers.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import { answerOf } from "./answer.js";
import { type Call, type CallArgs, callOf, passed } from "./call.js";
import { afterwards, isResponse, sourceOf } from "./emitting.js";
import { completeAuthentication } from "./endpoint.js";
import type { Entry } from "./entry.js";
import type { ResolvedStack } from "./resolved-stack.js";
import { checkedCallResponse } from "./returned-values.js";
import { isHttpRequest, type Result } from "./sdk.js";

/**
 * Stands inside the serializer and runs once per call. Emits `before-call` before the SDK compresses, measures and
 * checksums the body.
 */
export const serialize: Entry = {
  name: "serialize",
  events: [
    "before-call",
    // Only errors of sending are announced.
    "after-call-error",
  ],
  // Asks for the identity that was left out.
  edits: () => ["choose-signer"],
  places: [{ step: "serialize", priority: "low" }],
  run: beforeCall,
};

function beforeCall(stack: ResolvedStack, args: CallArgs): Promise<Result> | Result {
  const { lookUp, operation } = stack;
  const call = callOf(args, stack);
  const { request } = args;
  const handlers = lookUp.handlersOf(operation)["before-call"];
  if (handlers.length === 0 || !isHttpRequest(request)) return send(stack, args, call);
  const before = lookUp.isEdited(operation, "before-call") ? snapshotOf(request) : undefined;
  // In clients older than schemas, all requests of an AWS Query service in the process share one headers object.
  if (before !== undefined) request.headers = copyOfHeaders(request.headers);
  let answer: CallResponse | undefined;
  const { model, context } = call;
  const event = {
    eventName: operation.eventNames["before-call"],
    request: before === undefined ? requestForObservers(request) : request,
    model,
    context,
  };
  const running = runHandlers(handlers, event, (response, registration) => {
    if (before === undefined) return;
    const source = sourceOf(event, registration);
    normalizeBeforeBuild(request, before, source);
    if (request.body !== before.body) {
      const isMeasured = !isStream(request.body) || "content-length" in request.headers;
      call.unmeasured = isMeasured ? undefined : source;
    }
    if (!isResponse(response)) return;
    answer = checkedCallResponse(response, source);
    if (call.isPresigned) {
      throw new HandlerError(
        "INVALID_RESPONSE",
        source,
        "answered a call that makes a presigned URL, so there is no URL. Check isPresigned(context) first",
      );
    }
    return true;
  });
  return afterwards(running, () => {
    if (before === undefined) return send(stack, args, call);
    return afterwards(makeBodySendable(request, before, call), () => {
      if (answer !== undefined) {
        call.sending = true;
        return answerOf(answer, stack, args);
      }
      keepForAttempts(call, request, before);
      return send(stack, args, call);
    });
  });
}

/** Continues with the attempts, and first asks for the identity that may have been left out so far. */
function send(stack: ResolvedStack, args: CallArgs, call: Call): Promise<Result> | Result {
  call.sending = true;
  const { authenticate } = call;
  if (authenticate === undefined || !isHttpRequest(args.request)) return stack.next(passed(args, call));
  call.authenticate = undefined;
  const inner = passed(args, call);
  return completeAuthentication(authenticate, args.request).then(
    () => {
      stack.lookUp.noteIdentity(stack.context.__smithy_context?.selectedHttpAuthScheme?.identity);
      return stack.next(inner);
    },
    (thrown: unknown) => {
      const { lookUp, operation } = stack;
      if (lookUp.handlersOf(operation)["choose-signer"].length === 0) throw thrown;
      call.identityError = { thrown };
      return stack.next(inner);
    },
  );
}

/** Notes changes that the SDK will undo or double on the way to the attempts, so that the attempts can correct them. */
function keepForAttempts(call: Call, { headers, body }: HttpRequest, before: Snapshot): void {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== before.headers["content-encoding"])
    call.encoded = { body, encoding };
  const traceId = headers["x-amzn-trace-id"];
  if (traceId !== undefined && traceId !== before.headers["x-amzn-trace-id"]) {
    call.traceId = traceId;
    delete headers["x-amzn-trace-id"];
  }
}
