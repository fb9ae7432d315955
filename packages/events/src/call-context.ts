import { BindingError } from "./errors.js";
import type { CallContext } from "./payloads.js";
import type { ClientLike } from "./sdk-shapes.js";

type Repeat = (params: object) => Promise<object>;

/** A call's `context`: the handlers' own keys, and in private fields what the functions below find by it. */
export class OwnContext {
  [key: string]: unknown;
  readonly #client: ClientLike;
  readonly #isPresigned: boolean;
  #repeat: Repeat | undefined;

  constructor(client: ClientLike, values: object | undefined, isPresigned: boolean) {
    Object.assign(this, values);
    this.#client = client;
    this.#isPresigned = isPresigned;
  }

  static clientOf(context: CallContext): ClientLike {
    return own(context).#client;
  }

  static isPresigned(context: CallContext): boolean {
    return own(context).#isPresigned;
  }

  static repeatOf(context: CallContext): Repeat | undefined {
    return own(context).#repeat;
  }

  static allowRepeat(context: OwnContext, repeat: Repeat): void {
    context.#repeat = repeat;
  }

  static isOwn(context: object): context is OwnContext {
    return #client in context;
  }
}

function own(context: CallContext): OwnContext {
  if (OwnContext.isOwn(context)) return context;
  throw new BindingError(
    "INVALID_CLIENT",
    "this takes the context of a call, as a handler gets it, not a copy of it",
  );
}

/**
 * The client that a call is made with: its configuration tells a plugin the client's settings, also where the
 * plugin was installed on a session. botocore's `context["client_config"]`.
 */
export function clientOf(context: CallContext): ClientLike {
  return OwnContext.clientOf(context);
}

/**
 * Whether the call makes a presigned URL instead of being sent: a header that is added to its request has to be
 * sent by the URL's user too. botocore's `context["is_presign_request"]`.
 */
export function isPresigned(context: CallContext): boolean {
  return OwnContext.isPresigned(context);
}

/**
 * Makes the call again with other parameters, as a call of its own: with its own `context`, events, retries and
 * signature. For handlers that answer one call by several, such as a batch that is split. Usable from
 * `provide-client-params` on, where an emitter handles that event.
 *
 * @returns the output of that call, as `client.send` gives it.
 */
export function repeatCall(context: CallContext, params: object): Promise<object> {
  const repeat = OwnContext.repeatOf(context);
  if (repeat === undefined) {
    throw new BindingError(
      "INVALID_CLIENT",
      "a call can be repeated where provide-client-params has a handler: register one",
    );
  }
  return repeat(params);
}
