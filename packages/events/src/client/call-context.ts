import { Call, hasMiddleware, type PartOptions, type Repeat } from "../binding/call.js";
import type { MiddlewareStack } from "../binding/sdk.js";
import type { CallContext } from "../catalogue/payloads.js";
import { BindingError } from "../errors.js";
import type { ClientLike } from "../http/sdk-shapes.js";

/**
 * The client that makes the call. A plugin reads the client's settings from its `config`, even when it's installed on a
 * session. botocore's `context["client_config"]`.
 *
 * @typeParam Client The client's class, where you know it: `clientOf<S3>(context).config.systemClockOffset` is a number.
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context.
 */
export function clientOf<Client extends ClientLike = ClientLike>(context: CallContext): Client {
  const client: ClientLike = Call.of(context).stack.client;
  return client as Client;
}

/**
 * Whether the call makes a presigned URL and isn't sent. Whoever uses the URL has to send the headers that you add.
 * botocore's `context["is_presign_request"]`.
 *
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context.
 */
export function isPresigned(context: CallContext): boolean {
  return Call.of(context).isPresigned;
}

/**
 * The `abortSignal` that the caller gave `send`. Use it in handlers that wait or make further calls.
 *
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context.
 */
export function signalOf(context: CallContext): AbortSignal | undefined {
  return Call.of(context).signal;
}

/**
 * The context of the whole call, if this call is one part of it (see `sendPart` of `@tucuxi/events/plugin`), or else
 * `undefined`. With it a plugin finds what it kept for the whole call.
 *
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context.
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
    "middlewareStack" in args && hasMiddleware(args.middlewareStack as MiddlewareStack, "DocumentUnmarshall")
  );
}

/**
 * Makes another call of the same operation with other parameters. It has its own `context`, events, retries and signature.
 * Use it to send what a service left undone, for example.
 *
 * @param values Added to the values that `withContext` gave the first call, for the handlers of the new one.
 * @returns the output of the new call, as `client.send` returns it.
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context, and for calls that make a presigned URL.
 */
export function repeatCall(context: CallContext, params: object, values?: object): Promise<object> {
  return repeatOf(context)(params, values);
}

/**
 * Sends one part of a call, as a request with other parameters. It's for plugins that answer one call with several requests,
 * such as a batch that is split. A part has its own `context` (a copy of the whole call's), retries and signature.
 *
 * A part emits the events of its request: `before-endpoint-resolution`, `before-call` and those of each attempt. The events
 * at the beginning and end of a call (`provide-client-params`, `before-parameter-build`, `after-call`, `after-call-error`)
 * run only the handlers of observers. All other handlers run once, for the whole call.
 *
 * @returns the output of the part, as `client.send` returns it.
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context, and for calls that make a presigned URL.
 */
export function sendPart(context: CallContext, params: object, options: PartOptions = {}): Promise<object> {
  return repeatOf(context)(params, undefined, options);
}

function repeatOf(context: CallContext): Repeat {
  const { repeat } = Call.of(context);
  if (repeat !== undefined) return repeat;
  throw new BindingError(
    "INVALID_CONTEXT",
    "a call that makes a presigned URL can't be repeated, since it isn't sent. Check isPresigned(context) first",
  );
}
