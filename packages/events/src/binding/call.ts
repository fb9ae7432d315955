import type { CallContext, OperationModel } from "../catalogue/payloads.js";
import { BindingError } from "../errors.js";
import type { ErrorSource } from "../http/headers.js";
import type { Body, HttpRequest } from "../http/sdk-shapes.js";
import type { ResolvedStack } from "./resolved-stack.js";
import type { Args, Endpoint, EntryReceiver, HandlerContext, MiddlewareStack } from "./sdk.js";

/** Where the state of a call travels: on the `args` that the SDK's middlewares hand on, never on their shared context. */
const CALL: unique symbol = Symbol("tucuxi.call");

/** Where a command carries its call's values. A symbol of ours: no input member can collide with it. */
export const CALL_VALUES: unique symbol = Symbol.for("@tucuxi/events.callValues");

/** Where a command carries what it is a part of: on a copy of the command that is sent for the part alone. */
const PART: unique symbol = Symbol("tucuxi.part");

/** What a part is given beside its parameters. */
export interface PartOptions {
  /** Laid over what is in the whole call's `context`, for the handlers of the part. */
  readonly values?: object | undefined;
  /** Aborts the part. @default the whole call's `abortSignal` */
  readonly signal?: AbortSignal | undefined;
}

/** What a call is a part of. */
interface Part extends PartOptions {
  readonly whole: CallContext;
}

/** A call's `context`: the handlers' own keys, and in a private field the call that it is of. */
class OwnContext {
  [key: string]: unknown;
  readonly #call: Call;

  constructor(values: object | undefined, call: Call) {
    // Defined, not assigned: a key `__proto__` is a key like any other.
    if (values !== undefined) Object.defineProperties(this, Object.getOwnPropertyDescriptors(values));
    this.#call = call;
  }

  static callOf(context: object): Call | undefined {
    return #call in context ? context.#call : undefined;
  }
}

/** The state of one call. */
export class Call {
  /** What the handlers of the call share. */
  readonly context: CallContext;
  /** The outermost stack that the call was seen in, and what it was run with. */
  readonly stack: ResolvedStack;
  readonly args: CallArgs;
  /** The call's parameters, as the handlers left them. */
  params: object;
  /** Makes the call again: as a part of it where there are options for one. Not for a presigned URL. */
  repeat: Repeat | undefined;
  /** The context of the call that this one is a part of. */
  readonly whole: CallContext | undefined;
  /** The SDK has not been asked for an identity yet, since the call may need none. */
  lacksIdentityYet = false;
  /** Asks the SDK for the identity that was left out at first. Tells the endpoint that was used, and the SDK's. */
  authenticate: (() => Promise<{ readonly from: Endpoint; readonly to: Endpoint }>) | undefined;
  /** The SDK's `httpAuthSchemeMiddleware` and `endpointV2Middleware` run for {@link authenticate} alone. */
  authenticating = false;
  /** Why the SDK found no identity. It is thrown only if a request has to be signed. */
  identityError: { readonly thrown: unknown } | undefined;
  /** The region that a `before-endpoint-resolution` handler chose, which the SDK does not sign for by itself. */
  region: string | undefined;
  /** `before-call` is over: from here on an error is one of sending, and reaches `after-call-error`. */
  sending = false;
  /** The request that the last attempt sent, with how many headers we left on it, if it was a copy. */
  lastRequest: HttpRequest | undefined;
  lastHeaderCount = 0;
  /** Attempts begun. */
  attempts = 0;
  /** Attempts that a `needs-retry` handler asked for. */
  forcedAttempts = 0;
  /** This attempt has come to the request handler. */
  isSent = false;
  /** The request as it came there, if it is one of HTTP. */
  sentRequest: HttpRequest | undefined;
  /** This attempt has to be signed by a scheme other than the SDK's, and has not been yet. */
  awaitsSigner: ErrorSource | undefined;
  /** The response could not be parsed, or a handler of `before-parse` threw: nothing is announced of this attempt. */
  failedToParse = false;
  /** What `before-parse` handlers want set on this attempt's output. */
  customizedResponse: object | undefined;
  /** Rejects when a stream that a handler made the body fails. */
  bodyFailure: Promise<never> | undefined;
  /** The body and encoding that a `before-call` handler set, in case the SDK compresses it once more. */
  encoded: { readonly body: Body; readonly encoding: string } | undefined;
  /** The `before-call` handler that replaced the body by a stream of unknown length. */
  unmeasured: ErrorSource | undefined;
  /** The `x-amzn-trace-id` that a `before-call` handler set, kept aside so that the SDK still adds its own. */
  traceId: string | undefined;
  #isPresigned: boolean | undefined;

  constructor(args: CallArgs, stack: ResolvedStack) {
    this.stack = stack;
    this.args = args;
    this.params = args.input;
    const part = args[PART];
    this.whole = part?.whole;
    const values = part === undefined ? valuesOf(args, stack.context) : { ...part.whole, ...part.values };
    this.context = new OwnContext(values, this);
  }

  /** @throws BindingError `INVALID_CONTEXT` for what isn't a call's context. */
  static of(context: CallContext): Call {
    const call = OwnContext.callOf(context);
    if (call !== undefined) return call;
    throw new BindingError(
      "INVALID_CONTEXT",
      "this takes the context of a call, as a handler gets it: not a copy of it, and not one of another copy of @tucuxi/events in the same program",
    );
  }

  get model(): OperationModel {
    return this.stack.operation.model;
  }

  /** The `abortSignal` that `send` was given. */
  get signal(): AbortSignal | undefined {
    return this.stack.context.__smithy_context?.abortSignal;
  }

  /**
   * Whether the call makes a URL. Presigners put a middleware of this name where signing would be: those of S3 into a copy
   * of the stack, which they run with the input alone, that of Polly into the client's, for one `send`. Few ask, and to
   * look for it takes several microseconds.
   */
  get isPresigned(): boolean {
    this.#isPresigned ??=
      !isSentByClient(this.args) ||
      hasMiddleware(this.stack.client.middlewareStack, "presignInterceptMiddleware");
    return this.#isPresigned;
  }
}

/** Makes a call again: as a part of it where there are options for one. */
export type Repeat = (params: object, values: object | undefined, part?: PartOptions) => Promise<object>;

/** `args`, which may have the state of their call on them. */
export type CallArgs = Args & {
  readonly [CALL]?: Call | undefined;
  readonly [CALL_VALUES]?: object;
  readonly [PART]?: Part | undefined;
};

/** What a command that makes a call again carries. One that a handler of a part sends is not of the part. */
export function carriedBy(args: CallArgs, context: HandlerContext, values: object | undefined, part?: Part) {
  return { [CALL_VALUES]: { ...valuesOf(args, context), ...values }, [PART]: part };
}

/** The state of the call that `args` belong to. A new one where no outer entry has made it. */
export function callOf(args: CallArgs, stack: ResolvedStack): Call {
  return args[CALL] ?? new Call(args, stack);
}

/** The state of the call that `args` belong to, where an outer entry has made it. */
export function knownCall(args: CallArgs): Call | undefined {
  return args[CALL];
}

/**
 * `args` with a call on them. The request that the SDK's serializer adds is there already: V8 gives a spread object with
 * one more member a shape of its own in every call, from which to read even one takes a third of a microsecond.
 */
export function withCall(args: CallArgs, call: Call, input: object): CallArgs {
  const withoutCall: Omit<CallArgs, typeof CALL> = args;
  return { [CALL]: call, request: undefined, ...withoutCall, input };
}

/** `args` as they go on from an entry: most have their call on them. */
export function passed(args: CallArgs, call: Call): CallArgs {
  return args[CALL] === call ? args : withCall(args, call, args.input);
}

/** Whether the stack was run with a command, as `client.send` does; `getSignedUrl` runs it with the input alone. */
export function isSentByClient(args: CallArgs): boolean {
  return "middlewareStack" in args;
}

/**
 * What `withContext` put on the call's command. The command is `args` itself or was spread into it. A presigner
 * passes the input alone, through a stack resolved for that call: there the context knows the command.
 */
function valuesOf(args: CallArgs, context: HandlerContext): object | undefined {
  if (isSentByClient(args)) return args[CALL_VALUES];
  const command: { [CALL_VALUES]?: object } | undefined = context.__smithy_context?.commandInstance;
  return command?.[CALL_VALUES];
}

/** The names and aliases of a stack's middlewares. */
export function namesIn(stack: MiddlewareStack): Set<string> {
  const names = new Set<string>();
  receiveEntries(stack, (_, { name, aliases = [] }) => {
    for (const each of [name, ...aliases]) if (each !== undefined) names.add(each);
  });
  return names;
}

/** Whether a middleware of a stack has a name, in half the time that it takes to collect all of them. */
export function hasMiddleware(stack: MiddlewareStack, wanted: string): boolean {
  let isThere = false;
  receiveEntries(stack, (_, { name }) => {
    if (name === wanted) isThere = true;
  });
  return isThere;
}

function receiveEntries(stack: MiddlewareStack, receive: EntryReceiver["add"]): void {
  stack.applyToStack({ add: receive, addRelativeTo: receive, identifyOnResolve: () => false });
}
