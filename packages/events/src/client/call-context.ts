import { Call } from "../binding/call.js";
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
 * Makes the call again with other parameters, as a call of its own: with its own `context`, events, retries and
 * signature. For handlers that answer one call by several, such as a batch that is split. Usable where an emitter
 * handles `provide-client-params`, from that event on, and not where a URL is presigned.
 *
 * @param values Laid over what `withContext` gave the call, for the handlers of the repeated one.
 * @returns the output of that call, as `client.send` gives it.
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context, or where nothing handles `provide-client-params`.
 */
export function repeatCall(context: CallContext, params: object, values?: object): Promise<object> {
  const { repeat } = Call.of(context);
  if (repeat === undefined) {
    throw new BindingError(
      "INVALID_CONTEXT",
      "a call can be repeated where its emitter handles provide-client-params (register a handler for that event too), and where it is sent: not for a presigned URL",
    );
  }
  return repeat(params, values);
}
