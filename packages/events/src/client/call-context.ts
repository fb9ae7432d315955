import { Call, hasMiddleware, isSentByClient, type PartOptions } from "../binding/call.js";
import { repeat } from "../binding/initialize.js";
import type { MiddlewareStack } from "../binding/sdk.js";
import type { ClientOf, ContextOf, OperationType } from "../catalogue/pattern-types.js";
import type { CallContext } from "../catalogue/payloads.js";
import { BindingError } from "../errors.js";
import type { ClientLike } from "../http/sdk-shapes.js";

/**
 * The client that makes the call. A plugin reads the client's settings from its `config`, even when it's installed on a
 * session. botocore's `context["client_config"]`.
 *
 * @typeParam Service The SDK's aggregated client (`S3`). A handler of `eventsOf<S3>(client)` doesn't need it; where the
 * service isn't known you can name it: `clientOf<S3>(context)`.
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context.
 */
export function clientOf<Service = unknown>(context: ContextOf<Service>): ClientOf<Service> {
  const client: ClientLike = Call.of(context).stack.client;
  return client as ClientOf<Service>;
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
 * The `abortSignal` that the caller gave `send`. Use it in handlers that wait or make further calls. It's `undefined` for an
 * older signal without `addEventListener`, such as one of `@aws-sdk/abort-controller`.
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
 * The static schema of the call's operation, as the client has it: `[9, namespace, name, traits, input, output]`.
 * `undefined` for a client without schemas.
 *
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context.
 */
export function operationSchemaOf(context: CallContext): unknown {
  return Call.of(context).stack.context.__smithy_context?.operationSchema;
}

/**
 * Whether a DynamoDB document client makes the call. Its parameters and output then have native values in place of the
 * low-level operation's `AttributeValue`s.
 *
 * @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context.
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
export function repeatCall<Service = unknown, Operations extends string = string>(
  context: ContextOf<Service, Operations>,
  params: OperationType<"input", Service, NoInfer<Operations>>,
  values?: object,
): Promise<OperationType<"output", Service, Operations>> {
  return repeat(repeatable(context), params, values, undefined) as Promise<
    OperationType<"output", Service, Operations>
  >;
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
  return repeat(repeatable(context), params, undefined, options);
}

function repeatable(context: CallContext): Call {
  const call = Call.of(context);
  if (isSentByClient(call.args)) return call;
  throw new BindingError(
    "INVALID_CONTEXT",
    "a call that makes a presigned URL can't be repeated. Check isPresigned(context) first",
  );
}
