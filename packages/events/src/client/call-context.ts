import type { CallContext } from "../catalogue/payloads.js";
import { BindingError } from "../errors.js";
import type { ClientLike } from "../http/sdk-shapes.js";

/** What is known of a call beside its handlers' own keys. */
interface CallFacts {
  readonly client: ClientLike;
  readonly isPresigned: boolean;
  readonly signal: AbortSignal | undefined;
  /** The context of the call that this one is a part of. */
  readonly whole: CallContext | undefined;
}

/** What {@link sendPart} is given beside the parameters. */
export interface PartOptions {
  /** Laid over what is in the whole call's `context`, for the handlers of the part. */
  readonly values?: object | undefined;
  /** Aborts the part. @default the whole call's `abortSignal` */
  readonly signal?: AbortSignal | undefined;
}

/** Makes a call again: as a part of it where there are options for one. */
type Repeat = (params: object, values: object | undefined, part?: PartOptions) => Promise<object>;

/** A call's `context`: the handlers' own keys, and in private fields what the functions below find by it. */
export class OwnContext {
  [key: string]: unknown;
  readonly #facts: CallFacts;
  #repeat: Repeat | undefined;

  constructor(values: object | undefined, facts: CallFacts) {
    Object.assign(this, values);
    this.#facts = facts;
  }

  static factsOf(context: CallContext): CallFacts {
    return own(context).#facts;
  }

  static repeatOf(context: CallContext): Repeat | undefined {
    return own(context).#repeat;
  }

  static allowRepeat(context: OwnContext, repeat: Repeat): void {
    context.#repeat = repeat;
  }

  static isOwn(context: object): context is OwnContext {
    return #facts in context;
  }
}

function own(context: CallContext): OwnContext {
  if (OwnContext.isOwn(context)) return context;
  throw new BindingError(
    "INVALID_CONTEXT",
    "this takes the context of a call, as a handler gets it: not a copy of it, and not one of another copy of @tucuxi/events in the same program",
  );
}

/**
 * The client that a call is made with: its configuration tells a plugin the client's settings, also where the
 * plugin was installed on a session. botocore's `context["client_config"]`.
 *
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context.
 */
export function clientOf(context: CallContext): ClientLike {
  return OwnContext.factsOf(context).client;
}

/**
 * Whether the call makes a presigned URL instead of being sent: a header that is added to its request has to be
 * sent by the URL's user too. botocore's `context["is_presign_request"]`.
 *
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context.
 */
export function isPresigned(context: CallContext): boolean {
  return OwnContext.factsOf(context).isPresigned;
}

/**
 * The `abortSignal` that `send` was given, for handlers that wait or make calls of their own.
 *
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context.
 */
export function signalOf(context: CallContext): AbortSignal | undefined {
  return OwnContext.factsOf(context).signal;
}

/**
 * The context of the whole call, for a call that is a part of it (see {@link sendPart}); `undefined` for every other
 * call. A plugin that keeps something by a call's context finds with it what it kept for the whole call.
 *
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context.
 */
export function wholeOf(context: CallContext): CallContext | undefined {
  return OwnContext.factsOf(context).whole;
}

/**
 * Makes the call again with other parameters, as a call of its own: with its own `context`, events, retries and
 * signature. For handlers that make a further call, such as one for what a service left undone. Usable where an emitter
 * handles `provide-client-params`, from that event on, and not where a URL is presigned.
 *
 * @param values Laid over what `withContext` gave the call, for the handlers of the repeated one.
 * @returns the output of that call, as `client.send` gives it.
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context, or where nothing handles `provide-client-params`.
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
 * Usable where `repeatCall` is.
 *
 * @returns the output of the part, as `client.send` gives it.
 * @throws BindingError `INVALID_CONTEXT` for what is no call's context, or where nothing handles `provide-client-params`.
 */
export function sendPart(context: CallContext, params: object, options: PartOptions = {}): Promise<object> {
  return repeatOf(context)(params, undefined, options);
}

function repeatOf(context: CallContext): Repeat {
  const repeat = OwnContext.repeatOf(context);
  if (repeat !== undefined) return repeat;
  throw new BindingError(
    "INVALID_CONTEXT",
    "a call can be repeated where its emitter handles provide-client-params (register a handler for that event too), and where it is sent: not for a presigned URL",
  );
}
