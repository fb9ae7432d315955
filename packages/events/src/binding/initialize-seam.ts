import { OwnContext } from "../call-context.js";
import { CALL_VALUES } from "../with-context.js";
import type { Binding } from "./binding.js";
import { CALL, type Call, valuesOf } from "./call.js";
import { afterwards, emitEach, isResponse, promised } from "./emit.js";
import {
  type Args,
  type HandlerContext,
  isHttpResponse,
  isObject,
  type Next,
  type Result,
} from "./middleware.js";
import type { Operation } from "./operation.js";
import { checkedOutcome, checkedParams } from "./responses.js";
import type { Seam } from "./seam.js";

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
  places: [{ step: "initialize", priority: "high" }],
  create: (binding) => (next, context) => {
    const operation = binding.operationOf(initializeSeam, context);
    if (operation === undefined) return next;
    return (args) => promised(() => runCall(binding, operation, next, context, args));
  },
};

function runCall(
  binding: Binding,
  operation: Operation,
  next: Next,
  context: HandlerContext,
  args: Args,
): Promise<Result> | Result {
  const call = binding.callOf(args, operation, context);
  OwnContext.allowRepeat(call.context, (input, values) => {
    const repeated = {
      ...args,
      input,
      [CALL]: undefined,
      [CALL_VALUES]: { ...valuesOf(args, context), ...values },
    };
    return promised(() => runCall(binding, operation, next, context, repeated)).then(({ output }) => output);
  });
  // A shallow copy: what handlers set must not stay on the user's command.
  call.params = { ...args.input };
  return afterwards(provideParams(binding, operation, call), () =>
    afterwards(buildParameters(binding, operation, call), () => {
      const proceed = (): Promise<Result> => next({ ...args, input: call.params, [CALL]: call });
      const answer =
        binding.handlersOf(operation, "before-endpoint-resolution").length === 0
          ? proceed()
          : binding.endpointResolution.during(binding, operation, call, context, proceed);
      return finishCall(binding, operation, call, context, answer);
    }),
  );
}

function provideParams(binding: Binding, operation: Operation, call: Call): void | Promise<void> {
  const { model, context, params } = call;
  const eventName = operation.eventNames["provide-client-params"];
  let replaced = false;
  const event = { eventName, params, model, context };
  return emitEach(binding.handlersOf(operation, "provide-client-params"), event, (response, origin) => {
    if (!isResponse(response) || replaced) return false;
    replaced = true;
    call.params = checkedParams(response, origin);
    return false;
  });
}

function buildParameters(binding: Binding, operation: Operation, call: Call): void | Promise<void> {
  const { model, context, params } = call;
  const event = { eventName: operation.eventNames["before-parameter-build"], params, model, context };
  return emitEach(binding.handlersOf(operation, "before-parameter-build"), event, () => false);
}

function finishCall(
  binding: Binding,
  operation: Operation,
  call: Call,
  context: HandlerContext,
  answer: Promise<Result>,
): Promise<Result> {
  const ends = ["after-call", "after-call-error"] as const;
  if (!binding.isCached && ends.every((type) => binding.handlersOf(operation, type).length === 0))
    return answer;
  return answer.then(
    // A presigned URL is no response: botocore's `generate_presigned_url` emits nothing after `before-sign`.
    (result) => ("presigned" in result.output ? result : afterCall(binding, operation, call, result)),
    (error: unknown) => {
      const response = isObject(error) ? error["$response"] : undefined;
      if (isServiceError(error, response)) {
        return afterCall(binding, operation, call, { response, output: undefined, error });
      }
      // As in botocore, what goes wrong before there is a request to send is not announced, except missing
      // credentials: the SDK resolves them before it serializes, botocore when it signs.
      if (!call.sending && !lacksIdentity(context)) throw error;
      return afterCallError(binding, operation, call, error, response);
    },
  );
}

function afterCall(
  binding: Binding,
  operation: Operation,
  call: Call,
  ended: { readonly response: unknown; readonly output: object | undefined; readonly error?: unknown },
): Promise<Result> | Result {
  const event = {
    eventName: operation.eventNames["after-call"],
    httpResponse: isHttpResponse(ended.response) ? ended.response : undefined,
    parsed: ended.output,
    error: ended.error,
    model: call.model,
    context: call.context,
  };
  const running = emitEach(binding.handlersOf(operation, "after-call"), event, (response, origin) => {
    if (isResponse(response)) {
      event.parsed = checkedOutcome(response, origin).parsed;
      event.error = undefined;
    }
    return false;
  });
  return afterwards(running, () => {
    if (event.parsed === undefined) throw event.error;
    return { response: ended.response, output: withMetadata(event.parsed, ended.output ?? ended.error) };
  });
}

function afterCallError(
  binding: Binding,
  operation: Operation,
  call: Call,
  exception: unknown,
  response: unknown,
): Promise<Result> | Result {
  const event = { eventName: operation.eventNames["after-call-error"], exception, context: call.context };
  let recovered: object | undefined;
  const running = emitEach(binding.handlersOf(operation, "after-call-error"), event, (returned, origin) => {
    if (isResponse(returned)) recovered ??= checkedOutcome(returned, origin).parsed;
    return false;
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

/**
 * Whether an error is one that the service answered with. A 200 that is no JSON counts too: botocore's JSON
 * parser lets it pass and emits `after-call`, while the SDK throws the `SyntaxError`; in other protocols both fail.
 */
function isServiceError(error: unknown, response: unknown): boolean {
  return isHttpResponse(response) && (response.statusCode >= 300 || error instanceof SyntaxError);
}

/** The SDK's users expect `$metadata` in every output: one that a handler made gets that of what it replaces. */
function withMetadata(parsed: object, replaced: unknown): object {
  if ("$metadata" in parsed) return parsed;
  return { $metadata: (isObject(replaced) && replaced["$metadata"]) || {}, ...parsed };
}
