import type { CallContext, OperationModel } from "../catalogue/payloads.js";
import { BindingError } from "../errors.js";
import type { ErrorSource } from "../http/headers.js";
import type { Body, HttpRequest } from "../http/sdk-shapes.js";
import type { ResolvedStack } from "./resolved-stack.js";
import type { Args, Endpoint, EntryReceiver, HandlerContext, MiddlewareStack } from "./sdk.js";

/**
 * Where a call keeps its state: on the `args` that the SDK's middlewares hand on, and on their context unless calls share
 * that, for middlewares that hand on less.
 */
const CALL: unique symbol = Symbol("tucuxi.call");

/** Where a command carries the values of its call. It's a symbol, so no input member can collide with it. */
export const CALL_VALUES: unique symbol = Symbol.for("@tucuxi/events.callValues");

/**
 * Where a command carries the call that it is a part of. It's set on a copy of the command, sent for that part only.
 */
const PART: unique symbol = Symbol("tucuxi.part");

/** What you can give a part besides its parameters. */
export interface PartOptions {
  /** Added to the whole call's `context`, for the handlers of the part. */
  readonly values?: object | undefined;
  /** Aborts the part. @default the whole call's `abortSignal` */
  readonly signal?: AbortSignal | undefined;
}

/** The call that this one is a part of. */
interface Part extends PartOptions {
  readonly whole: CallContext;
}

/** A call's `context`. It has the handlers' own keys, and its call in a private field. */
class OwnContext {
  [key: string]: unknown;
  readonly #call: Call;

  constructor(values: object | undefined, call: Call) {
    // Defined rather than assigned, so that `__proto__` is a key like any other.
    if (values !== undefined) Object.defineProperties(this, Object.getOwnPropertyDescriptors(values));
    this.#call = call;
  }

  static callOf(context: object): Call | undefined {
    return #call in context ? context.#call : undefined;
  }
}

/** The state of one call. */
export class Call {
  /** What the call's handlers share. */
  readonly context: CallContext;
  /** The outermost stack that the call ran through, and its `args` there. */
  readonly stack: ResolvedStack;
  readonly args: CallArgs;
  /** The call's parameters, as the handlers left them. */
  params: object;
  /** What plugins keep for the call, by `CallMap`. */
  kept: Map<object, unknown> | undefined;
  /** The context of the call that this one is a part of. */
  readonly whole: CallContext | undefined;
  /** The SDK hasn't been asked for an identity yet, since the call may not need one. */
  lacksIdentityYet = false;
  /** Asks the SDK for the identity that was left out at first. Returns the endpoint used so far, and the SDK's. */
  authenticate: (() => Promise<{ readonly from: Endpoint; readonly to: Endpoint }>) | undefined;
  /** The SDK's `httpAuthSchemeMiddleware` and `endpointV2Middleware` run only for {@link authenticate}. */
  authenticating = false;
  /** Why the SDK found no identity. It's thrown only if a request has to be signed. */
  identityError: { readonly thrown: unknown } | undefined;
  /** The region that a `before-endpoint-resolution` handler chose. The SDK doesn't sign for it by itself. */
  region: string | undefined;
  /** `before-call` is over. From here on an error is one of sending, and `after-call-error` gets it. */
  sending = false;
  /** The request of the last attempt, if it was a copy, and how many headers the handlers left on it. */
  lastRequest: HttpRequest | undefined;
  lastHeaderCount = 0;
  /** How many attempts have begun. */
  attempts = 0;
  /** How many attempts a `needs-retry` handler asked for. */
  forcedAttempts = 0;
  /** This attempt has reached the request handler. */
  isSent = false;
  /** The request that arrived there, if it's an HTTP request. */
  sentRequest: HttpRequest | undefined;
  /** The handler that wants this attempt signed by another scheme than the SDK's, until that is done. */
  awaitsSigner: ErrorSource | undefined;
  /** The response couldn't be parsed, or a `before-parse` handler threw. The attempt's outcome isn't announced. */
  failedToParse = false;
  /** What `before-parse` handlers set on this attempt's output. */
  customizedResponse: object | undefined;
  /** Rejects if a stream that a handler set as the body fails. */
  bodyFailure: Promise<never> | undefined;
  /** The body and encoding that a `before-call` handler set, in case the SDK compresses the body again. */
  encoded: { readonly body: Body; readonly encoding: string } | undefined;
  /** The `before-call` handler that replaced the body with a stream of unknown length. */
  unmeasured: ErrorSource | undefined;
  /** The `x-amzn-trace-id` that a `before-call` handler set. It's kept aside so that the SDK still adds its own. */
  traceId: string | undefined;
  #isPresigned: boolean | undefined;

  constructor(args: CallArgs, stack: ResolvedStack) {
    if (!stack.lookUp.isCached) (stack.context as KnowsCall)[CALL] = this;
    this.stack = stack;
    this.args = args;
    this.params = args.input;
    const part = args[PART];
    this.whole = part?.whole;
    const values = part === undefined ? valuesOf(args, stack.context) : { ...part.whole, ...part.values };
    this.context = new OwnContext(values, this);
  }

  /** @throws BindingError `INVALID_CONTEXT` for a value that isn't a call's context. */
  static of(context: CallContext): Call {
    // A misspelt member of the event is undefined, where `in` would throw.
    const call = OwnContext.callOf(Object(context));
    if (call !== undefined) return call;
    throw new BindingError(
      "INVALID_CONTEXT",
      "this takes a handler's context, not a copy, nor one of another copy of @tucuxi/events",
    );
  }

  /** Forgets the call after its middlewares. The SDK can keep their context for longer. */
  end(): void {
    (this.stack.context as KnowsCall)[CALL] = undefined;
  }

  get model(): OperationModel {
    return this.stack.operation.model;
  }

  /** The `abortSignal` that `send` was given. The SDK accepts older ones too, to which nobody can listen. */
  get signal(): AbortSignal | undefined {
    const signal = this.stack.context.__smithy_context?.abortSignal;
    return signal?.addEventListener && signal;
  }

  /**
   * Whether the call makes a presigned URL. Presigners put a middleware of this name in the signer's place. S3's
   * presigners add it to a copy of the stack, which they run with the input alone. Polly's adds it to the client's
   * stack, for one `send`. The search takes several microseconds, and few handlers ask.
   */
  get isPresigned(): boolean {
    this.#isPresigned ??=
      !isSentByClient(this.args) ||
      hasMiddleware(this.stack.client.middlewareStack, "presignInterceptMiddleware");
    return this.#isPresigned;
  }
}

/** `args`, which can carry the state of their call. */
export type CallArgs = Args & {
  readonly [CALL]?: Call | undefined;
  readonly [CALL_VALUES]?: object;
  readonly [PART]?: Part | undefined;
  /** The command's own. */
  readonly middlewareStack?: MiddlewareStack;
};

type KnowsCall = HandlerContext & { [CALL]?: Call | undefined };

/** What the command of a repeated call carries. A command that a part's handler sends isn't of that part. */
export function carriedBy(args: CallArgs, context: HandlerContext, values: object | undefined, part?: Part) {
  return { [CALL_VALUES]: { ...valuesOf(args, context), ...values }, [PART]: part };
}

/**
 * The state of the call that `args` belong to. It's new if no outer entry has made one. A middleware can pass on the
 * input or request alone, without the `args`' other members.
 */
export function callOf(args: CallArgs, stack: ResolvedStack): Call {
  return args[CALL] ?? (stack.context as KnowsCall)[CALL] ?? new Call(args, stack);
}

/** The state of the call that `args` belong to, if an outer entry has made one. */
export function knownCall(args: CallArgs): Call | undefined {
  return args[CALL];
}

/**
 * `args` with a call. The request that the SDK's serializer will add is already a member: when a spread adds one, V8
 * gives the object a new shape in every call, and reading even one member then takes a third of a microsecond.
 */
export function withCall(args: CallArgs, call: Call, input: object): CallArgs {
  const withoutCall: Omit<CallArgs, typeof CALL> = args;
  return { [CALL]: call, request: undefined, ...withoutCall, input };
}

/** The `args` that an entry passes on. Most carry their call already. */
export function passed(args: CallArgs, call: Call): CallArgs {
  return args[CALL] === call ? args : withCall(args, call, args.input);
}

/** Whether the stack runs with a command, as in `client.send`. `getSignedUrl` runs it with the input alone. */
export function isSentByClient(args: CallArgs): boolean {
  return "middlewareStack" in args;
}

/**
 * What `withContext` put on the call's command. The command is `args` itself, or was spread into it. A presigner passes
 * the input alone, through a stack resolved for that call, whose context knows the command.
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

/** Hands a stack's entries to a function, in their order. */
export function receiveEntries(stack: MiddlewareStack | undefined, receive: EntryReceiver["add"]): void {
  stack?.applyToStack({ add: receive, addRelativeTo: receive, identifyOnResolve: () => false });
}
