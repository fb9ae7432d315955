import { CLIENT_EVENT_TYPES } from "../catalogue/event-catalogue.js";
import { runHandlers } from "../emitter/emission.js";
import type { Registration } from "../emitter/registration.js";
import { Call, type CallArgs, carriedBy, type PartOptions, withCall } from "./call.js";
import { afterwards, emitAll, isResponse, type Running, sourceOf } from "./emitting.js";
import type { Entry } from "./entry.js";
import { originalOf } from "./handler-failure.js";
import { copyOfParams } from "./params-copy.js";
import type { ResolvedStack } from "./resolved-stack.js";
import { checkedOutcome, checkedParams } from "./returned-values.js";
import { type HandlerContext, isHttpResponse, isObject, type Result } from "./sdk.js";
import { isServiceError, responseOf } from "./service-error.js";

/**
 * The outermost entry. It creates the call's state for the others. It emits `provide-client-params` and
 * `before-parameter-build` on the way in, `after-call` and `after-call-error` on the way out. It throws the original of
 * what a handler threw.
 */
export const initialize: Entry = {
  name: "initialize",
  events: CLIENT_EVENT_TYPES,
  places: [{ step: "initialize", priority: "high" }],
  run: runCall,
  // A handler may be registered while the call is running.
  pass: ({ next }, args) => next(args).catch(throwOriginal),
};

function runCall(stack: ResolvedStack, args: CallArgs): Promise<Result> | Result {
  const call = new Call(args, stack);
  // It's a copy, so what handlers set doesn't stay on the caller's command.
  call.params = isEdited(stack, call) ? copyOfParams(args.input) : { ...args.input };
  const provided = provideParams(stack, call);
  if (provided !== undefined) return provided.then(() => buildAndSend(stack, call));
  return buildAndSend(stack, call);
}

function buildAndSend(stack: ResolvedStack, call: Call): Promise<Result> {
  const built = buildParameters(stack, call);
  return built === undefined ? send(stack, call) : built.then(() => send(stack, call));
}

function send(stack: ResolvedStack, call: Call): Promise<Result> {
  return finishCall(stack, call, stack.next(withCall(call.args, call, call.params)));
}

/**
 * Makes a call again, as a part of it if there are options for one. Sends a copy of its command with other parameters
 * and values, through the command's own stack.
 */
export async function repeat(
  call: Call,
  input: object,
  values: object | undefined,
  part: PartOptions | undefined,
): Promise<object> {
  const { args, stack, context: whole } = call;
  // The call starts to be sent now, so errors from here on are announced.
  if (part !== undefined) call.sending = true;
  const { client, context } = stack;
  const { commandInstance: command, abortSignal } = context.__smithy_context ?? {};
  const carried = carriedBy(args, context, values, part && { ...part, whole });
  if (client.send === undefined || command === undefined) {
    // The stack is used without a client.
    const { output } = await runCall(stack, { ...args, input, ...carried });
    return output as object;
  }
  const copy: object = Object.create(
    Object.getPrototypeOf(command),
    Object.getOwnPropertyDescriptors(command),
  );
  // Passing options, even empty ones, also keeps the SDK from reusing a stack that calls share.
  return client.send(Object.assign(copy, { input, ...carried }), {
    abortSignal: part?.signal ?? abortSignal,
  });
}

/**
 * The handlers of an event at the beginning or end of a call. For a part these are observers only. All other handlers
 * run once, for the whole call.
 */
function handlersOf(
  { lookUp, operation }: ResolvedStack,
  { whole }: Call,
  type: "provide-client-params" | "before-parameter-build" | "after-call" | "after-call-error",
): readonly Registration[] {
  const handlers = lookUp.handlersOf(operation)[type];
  return whole === undefined ? handlers : handlers.filter(({ plugin }) => plugin?.observer === true);
}

/** Whether a handler can change the call's parameters. */
function isEdited({ lookUp, operation }: ResolvedStack, { whole }: Call): boolean {
  return (
    whole === undefined &&
    (lookUp.isEdited(operation, "provide-client-params") ||
      lookUp.isEdited(operation, "before-parameter-build"))
  );
}

function provideParams(stack: ResolvedStack, call: Call): Running {
  const handlers = handlersOf(stack, call, "provide-client-params");
  if (handlers.length === 0) return;
  const { model, context, params } = call;
  const event = { eventName: stack.operation.eventNames["provide-client-params"], params, model, context };
  let replaced = false;
  return runHandlers(handlers, event, (response, registration) => {
    if (!isResponse(response) || replaced) return;
    replaced = true;
    // It's a copy, since a handler can return the same object for every call.
    call.params = copyOfParams(checkedParams(response, sourceOf(event, registration)));
  });
}

function buildParameters(stack: ResolvedStack, call: Call): Running {
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

function finishCall(stack: ResolvedStack, call: Call, answer: Promise<Result>): Promise<Result> {
  const { context, lookUp, operation } = stack;
  const handlers = lookUp.handlersOf(operation);
  // Handlers of these events that are registered during the call run from the next call on.
  const isWatched = handlers["after-call"].length > 0 || handlers["after-call-error"].length > 0;
  return answer.then(
    (result) => {
      call.end();
      const counted = countForcedAttempts(call, result);
      // A presigned URL isn't a response: botocore's `generate_presigned_url` emits nothing after `before-sign`.
      return !isWatched || (isObject(result.output) && "presigned" in result.output)
        ? counted
        : afterCall(stack, call, counted);
    },
    (rejection: unknown) => {
      call.end();
      const error = originalOf(rejection);
      // By the promise that failed with it: throwing an error again takes several times as long.
      const failWith = (thrown: unknown): Promise<Result> =>
        thrown === rejection ? answer : Promise.reject(thrown);
      if (!isWatched) return failWith(error);
      const response = responseOf(error);
      if (isServiceError(error)) {
        return afterCall(stack, call, { response, output: undefined, error }, failWith);
      }
      // As in botocore, errors before there is a request to send aren't announced. Missing credentials are: the SDK
      // asks for them before it serializes, botocore when it signs.
      const isLacking = !call.lacksIdentityYet && lacksIdentity(context);
      if (!(call.sending || isLacking) || call.isPresigned) return failWith(error);
      return afterCallError(stack, call, error, response, failWith);
    },
  );
}

/** The SDK's retry loop counts only its own attempts. */
function countForcedAttempts({ attempts, forcedAttempts }: Call, result: Result): Result {
  const { output } = result;
  if (forcedAttempts > 0 && isObject(output) && isObject(output["$metadata"])) {
    output["$metadata"]["attempts"] = attempts;
  }
  return result;
}

function afterCall(
  stack: ResolvedStack,
  call: Call,
  ended: Result & { readonly error?: unknown },
  failWith: (error: unknown) => Promise<Result> = throwOriginal,
): Promise<Result> | Result {
  const handlers = handlersOf(stack, call, "after-call");
  if (handlers.length === 0) return "error" in ended ? failWith(ended.error) : ended;
  const event = {
    eventName: stack.operation.eventNames["after-call"],
    httpResponse: isHttpResponse(ended.response) ? ended.response : undefined,
    parsed: ended.output,
    error: ended.error,
    attempts: attemptsOf(call, ended.output ?? ended.error),
    model: call.model,
    context: call.context,
  };
  const running = runHandlers(handlers, event, (response, registration) => {
    if (!isResponse(response)) return;
    event.parsed = checkedOutcome(response, sourceOf(event, registration)).parsed;
    event.error = undefined;
  });
  return afterwards(running, () => {
    if (event.error !== undefined) return failWith(event.error);
    const output = event.parsed === ended.output ? event.parsed : withMetadata(event.parsed, ended);
    return { response: ended.response, output };
  });
}

function afterCallError(
  stack: ResolvedStack,
  call: Call,
  exception: unknown,
  response: unknown,
  failWith: (error: unknown) => Promise<Result>,
): Promise<Result> | Result {
  const handlers = handlersOf(stack, call, "after-call-error");
  if (handlers.length === 0) return failWith(exception);
  const event = {
    eventName: stack.operation.eventNames["after-call-error"],
    exception,
    attempts: attemptsOf(call, exception),
    context: call.context,
  };
  let recovered: object | undefined;
  const running = runHandlers(handlers, event, (returned, registration) => {
    if (isResponse(returned)) recovered ??= checkedOutcome(returned, sourceOf(event, registration)).parsed;
  });
  return afterwards(running, () => {
    if (recovered === undefined) return failWith(exception);
    return { response, output: withMetadata(recovered, { output: undefined, error: exception }) };
  });
}

/** Whether the SDK's `httpAuthSchemeMiddleware` failed because it found no identity to sign with. */
function lacksIdentity({ __smithy_context: smithy }: HandlerContext): boolean {
  return smithy !== undefined && smithy.selectedHttpAuthScheme === undefined;
}

/** The SDK's users expect `$metadata` in every output. A handler's output gets it from the outcome that it replaces. */
function withMetadata(
  parsed: unknown,
  replaced: { readonly output?: unknown; readonly error?: unknown },
): unknown {
  if (!isObject(parsed) || "$metadata" in parsed) return parsed;
  const { output, error } = replaced;
  const metadata = metadataOf(output) ?? metadataOf(error) ?? {};
  return { $metadata: metadata, ...parsed };
}

/** How many attempts were made. Tucuxi counts them only while an event of attempts has a handler. */
function attemptsOf(call: Call, ended: unknown): number {
  const metadata = metadataOf(ended);
  const counted = isObject(metadata) ? metadata["attempts"] : undefined;
  return typeof counted === "number" ? counted : call.attempts;
}

function metadataOf(value: unknown): unknown {
  return isObject(value) ? value["$metadata"] : undefined;
}

function throwOriginal(error: unknown): never {
  throw originalOf(error);
}
