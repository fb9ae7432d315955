import { Call, namesIn, type PartOptions, type Repeat } from "../binding/call.js";
import type { MiddlewareStack } from "../binding/sdk.js";
import type { CallContext } from "../catalogue/payloads.js";
import { BindingError } from "../errors.js";
import type { ClientLike } from "../http/sdk-shapes.js";

/**
 * The client that a call is made with: its configuration tells a plugin the client's settings, also where the
 * plugin was installed on a session. botocore's `context["client_config"]`.
 *
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context.
 */
export function clientOf(context: CallContext): ClientLike {
  return Call.of(context).stack.client;
}

/**
 * Whether the call makes a presigned URL instead of being sent: a header that is added to its request has to be
 * sent by the URL's user too. botocore's `context["is_presign_request"]`.
 *
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context.
 */
export function isPresigned(context: CallContext): boolean {
  return Call.of(context).isPresigned;
}

/**
 * The `abortSignal` that `send` was given, for handlers that wait or make calls of their own.
 *
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context.
 */
export function signalOf(context: CallContext): AbortSignal | undefined {
  return Call.of(context).signal;
}

/**
 * The context of the whole call, for a call that is a part of it (see `sendPart` of `@tucuxi/events/plugin`); `undefined`
 * for every other call. A plugin that keeps something by a call's context finds with it what it kept for the whole call.
 *
 * @throws BindingError `INVALID_CONTEXT` for what isn't a call's context.
 */
export function wholeOf(context: CallContext): CallContext | undefined {
  return Call.of(context).whole;
}

/**
 * The static schema of the call's operation, as the client has it: `[9, namespace, name, traits, input, output]`. `undefined`
 * for a client without schemas.
 *
 * @throws BindingError `INVALID_CONTEXT` for what isn't a call's context.
 */
export function operationSchemaOf(context: CallContext): unknown {
  return Call.of(context).stack.context.__smithy_context?.operationSchema;
}

/**
 * Whether the call is one of a DynamoDB document client: its parameters and output have native values where the low-level
 * operation has `AttributeValue`s.
 *
 * @throws BindingError `INVALID_CONTEXT` for what isn't a call's context.
 */
export function isDocumentCall(context: CallContext): boolean {
  const { args } = Call.of(context);
  return (
    "middlewareStack" in args && namesIn(args.middlewareStack as MiddlewareStack).has("DocumentUnmarshall")
  );
}

/**
 * Makes the call again with other parameters, as a call of its own: with its own `context`, events, retries and
 * signature. For handlers that make a further call, such as one for what a service left undone.
 *
 * @param values Laid over what `withContext` gave the call, for the handlers of the repeated one.
 * @returns the output of that call, as `client.send` gives it.
 * @throws BindingError `INVALID_CONTEXT` for what isn't a call's context, or where a URL is presigned.
 */
export function repeatCall(context: CallContext, params: object, values?: object): Promise<object> {
  return repeatOf(context)(params, values);
}

/**
 * Sends a part of a call: a request with other parameters, for a plugin that answers one call by several requests, such
 * as a batch that is split. A part has its own `context` (a copy of the whole call's), retries and signature.
 *
 * A part emits the events of its request: `before-endpoint-resolution`, `before-call` and those of each attempt. For the
 * events at the beginning and at the end of a call (`provide-client-params`, `before-parameter-build`, `after-call`,
 * `after-call-error`) it runs only the handlers of observers: all other handlers run once, for the whole call.
 *
 * @returns the output of the part, as `client.send` gives it.
 * @throws BindingError `INVALID_CONTEXT` for what isn't a call's context, or where a URL is presigned.
 */
export function sendPart(context: CallContext, params: object, options: PartOptions = {}): Promise<object> {
  return repeatOf(context)(params, undefined, options);
}

function repeatOf(context: CallContext): Repeat {
  const { repeat } = Call.of(context);
  if (repeat !== undefined) return repeat;
  throw new BindingError(
    "INVALID_CONTEXT",
    "a call that makes a presigned URL can't be repeated: nothing of it is sent (isPresigned(context) tells such calls)",
  );
}
