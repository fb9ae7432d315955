import type { CallContext } from "../catalogue/payloads.js";
import { OwnContext, type PartOptions } from "../client/call-context.js";
import { CALL_VALUES } from "../client/with-context.js";
import { runHandlers } from "../emitter/emission.js";
import type { Registration } from "../emitter/registration.js";
import { CALL, type Call, createCall, isSentByClient, PART, valuesOf } from "./call.js";
import { afterwards, emitAll, isResponse, originOf, type Running } from "./emit.js";
import { type Args, type HandlerContext, isHttpResponse, isObject, type Result } from "./middleware.js";
import { checkedOutcome, checkedParams } from "./responses.js";
import type { ResolvedSeam, Seam } from "./seam.js";
import { isServiceError, responseOf } from "./service-error.js";

/**
 * The outermost seam. Emits `provide-client-params` and `before-parameter-build` on the way in, `after-call` and
 * `after-call-error` on the way out; lets `before-endpoint-resolution` know the call.
 */
export const initializeSeam: Seam = {
  name: "initialize",
  events: [
    "provide-client-params",
    "before-parameter-build",
    "before-endpoint-resolution",
    "after-call",
    "after-call-error",
  ],
  places: [{ outside: "loggerMiddleware" }, { step: "initialize", priority: "high" }],
  run: runCall,
};

function runCall(stack: ResolvedSeam, args: Args): Promise<Result> | Result {
  const call = createCall(args, stack);
  // A shallow copy: what handlers set must not stay on the user's command.
  call.params = { ...args.input };
  if (isSentByClient(args)) {
    OwnContext.allowRepeat(call.context, (input, values, part) => {
      if (part === undefined) return repeat(stack, args, input, values);
      // Something of the call is sent now: what goes wrong from here on is announced.
      call.sending = true;
      return repeat(stack, args, input, undefined, { ...part, whole: call.context });
    });
  }
  return afterwards(provideParams(stack, call), () =>
    afterwards(buildParameters(stack, call), () => finishCall(stack, call, proceed(stack, args, call))),
  );
}

/** Sends the call's command again, as a copy with other parameters and values, through a stack of its own. */
async function repeat(
  stack: ResolvedSeam,
  args: Args,
  input: object,
  values: object | undefined,
  part?: PartOptions & { readonly whole: CallContext },
): Promise<object> {
  const { client } = stack.binding;
  const command = stack.context.__smithy_context?.commandInstance;
  // A call that a handler of a part makes is no part, and does not get what only the part was given.
  const carried = { [CALL_VALUES]: { ...valuesOf(args, stack.context), ...values }, [PART]: part };
  if (client.send === undefined || command === undefined) {
    // A stack that is used without a client.
    const { output } = await runCall(stack, { ...args, input, ...carried });
    return output;
  }
  const copy: object = Object.create(
    Object.getPrototypeOf(command),
    Object.getOwnPropertyDescriptors(command),
  );
  // Options, even empty ones, also keep the SDK from reusing a stack that calls share.
  return client.send(Object.assign(copy, { input, ...carried }), {
    abortSignal: part?.signal ?? stack.context.__smithy_context?.abortSignal,
  });
}

/**
 * The handlers of an event at the beginning or the end of a call. Of a part these are observers only: what other
 * handlers do is done to the whole call, once.
 */
function handlersOf(
  { binding, operation }: ResolvedSeam,
  { context }: Call,
  type: "provide-client-params" | "before-parameter-build" | "after-call" | "after-call-error",
): readonly Registration[] {
  const handlers = binding.handlersOf(operation)[type];
  return OwnContext.factsOf(context).whole === undefined
    ? handlers
    : handlers.filter(({ plugin }) => plugin?.observer === true);
}

function provideParams(stack: ResolvedSeam, call: Call): Running {
  const handlers = handlersOf(stack, call, "provide-client-params");
  if (handlers.length === 0) return;
  const { model, context, params } = call;
  const event = { eventName: stack.operation.eventNames["provide-client-params"], params, model, context };
  let replaced = false;
  return runHandlers(handlers, event, (response, registration) => {
    if (!isResponse(response) || replaced) return;
    replaced = true;
    // A copy too: a handler may return the same object for every call.
    call.params = { ...checkedParams(response, originOf(event, registration)) };
  });
}

function buildParameters(stack: ResolvedSeam, call: Call): Running {
  const handlers = handlersOf(stack, call, "before-parameter-build");
  if (handlers.length === 0) return;
  const { model, context, params } = call;
  return emitAll(handlers, {
    eventName: stack.operation.eventNames["before-parameter-build"],
    params,
    model,
    context,
  });
}

function proceed(stack: ResolvedSeam, args: Args, call: Call): Promise<Result> {
  const { binding, operation, next } = stack;
  // A member that is added after a spread takes V8 half a microsecond; the SDK's serializer adds the request.
  const inner: Args = { [CALL]: call, request: undefined, ...args, input: call.params };
  return binding.handlersOf(operation)["before-endpoint-resolution"].length === 0
    ? next(inner)
    : binding.endpointResolution.during(stack, call, () => next(inner));
}

function finishCall(stack: ResolvedSeam, call: Call, answer: Promise<Result>): Promise<Result> {
  const { binding, operation, context } = stack;
  const handlers = binding.handlersOf(operation);
  if (handlers["after-call"].length === 0 && handlers["after-call-error"].length === 0) return answer;
  return answer.then(
    // A presigned URL is no response: botocore's `generate_presigned_url` emits nothing after `before-sign`.
    (result) => ("presigned" in result.output ? result : afterCall(stack, call, result)),
    (error: unknown) => {
      const response = responseOf(error);
      if (isServiceError(error)) return afterCall(stack, call, { response, output: undefined, error });
      // As in botocore, what goes wrong before there is a request to send is not announced, except missing
      // credentials: the SDK resolves them before it serializes, botocore when it signs.
      if (OwnContext.factsOf(call.context).isPresigned || !(call.sending || lacksIdentity(context)))
        throw error;
      return afterCallError(stack, call, error, response);
    },
  );
}

function afterCall(
  stack: ResolvedSeam,
  call: Call,
  ended: { readonly response: unknown; readonly output: object | undefined; readonly error?: unknown },
): Promise<Result> | Result {
  const event = {
    eventName: stack.operation.eventNames["after-call"],
    httpResponse: isHttpResponse(ended.response) ? ended.response : undefined,
    parsed: ended.output,
    error: ended.error,
    model: call.model,
    context: call.context,
  };
  const handlers = handlersOf(stack, call, "after-call");
  const running = runHandlers(handlers, event, (response, registration) => {
    if (!isResponse(response)) return;
    event.parsed = checkedOutcome(response, originOf(event, registration)).parsed;
    event.error = undefined;
  });
  return afterwards(running, () => {
    if (event.parsed === undefined) throw event.error;
    return { response: ended.response, output: withMetadata(event.parsed, ended.output ?? ended.error) };
  });
}

function afterCallError(
  stack: ResolvedSeam,
  call: Call,
  exception: unknown,
  response: unknown,
): Promise<Result> | Result {
  const event = {
    eventName: stack.operation.eventNames["after-call-error"],
    exception,
    context: call.context,
  };
  let recovered: object | undefined;
  const handlers = handlersOf(stack, call, "after-call-error");
  const running = runHandlers(handlers, event, (returned, registration) => {
    if (isResponse(returned)) recovered ??= checkedOutcome(returned, originOf(event, registration)).parsed;
  });
  return afterwards(running, () => {
    if (recovered === undefined) throw exception;
    return { response, output: withMetadata(recovered, exception) };
  });
}

/** Whether the SDK's `httpAuthSchemeMiddleware` did not come to its end: it found nobody to sign as. */
function lacksIdentity({ __smithy_context: smithy }: HandlerContext): boolean {
  return smithy !== undefined && smithy.selectedHttpAuthScheme === undefined;
}

/** The SDK's users expect `$metadata` in every output: one that a handler made gets that of what it replaces. */
function withMetadata(parsed: object, replaced: unknown): object {
  if ("$metadata" in parsed) return parsed;
  return { $metadata: (isObject(replaced) && replaced["$metadata"]) || {}, ...parsed };
}
