import type { CallContext, OperationModel } from "../catalogue/payloads.js";
import { OwnContext } from "../client/call-context.js";
import { CALL_VALUES } from "../client/with-context.js";
import type { Origin } from "../http/headers.js";
import type { Body, HttpRequest } from "../http/sdk-shapes.js";
import type { Args, HandlerContext } from "./middleware.js";
import type { ResolvedSeam } from "./seam.js";

/** Where the state of a call travels: on the `args` that the SDK's middlewares hand on, never on their shared context. */
export const CALL: unique symbol = Symbol("tucuxi.call");

/** Where a command carries what it is a part of: on a copy of the command that is sent for the part alone. */
export const PART: unique symbol = Symbol("tucuxi.part");

/** What a call is a part of. */
interface Part {
  readonly whole: CallContext;
  readonly values: object | undefined;
}

/** The state of one call. */
export interface Call {
  /** What the handlers of the call share. */
  readonly context: OwnContext & CallContext;
  readonly model: OperationModel;
  /** The `abortSignal` that `send` was given. */
  readonly signal: AbortSignal | undefined;
  /** The call's parameters, as the handlers left them. */
  params: object;
  /** `before-call` is over: from here on an error is one of sending, and reaches `after-call-error`. */
  sending: boolean;
  /** Attempts begun. */
  attempts: number;
  /** Attempts that a `needs-retry` handler asked for. */
  forcedAttempts: number;
  /** The request as it left this attempt's signing, once it did. */
  sentRequest: HttpRequest | undefined;
  /** What a handler of `before-parse` threw in this attempt: nothing is announced after it. */
  parseFailure: { readonly thrown: unknown } | undefined;
  /** What `before-parse` handlers want set on this attempt's output. */
  customizedResponse: object | undefined;
  /** Rejects when a stream that a handler made the body fails. */
  bodyFailure: Promise<never> | undefined;
  /** The body and encoding that a `before-call` handler set, in case the SDK compresses it once more. */
  encoded: { readonly body: Body; readonly encoding: string } | undefined;
  /** The `before-call` handler that replaced the body by a stream of unknown length. */
  unmeasured: Origin | undefined;
  /** The `x-amzn-trace-id` that a `before-call` handler set, kept aside so that the SDK still adds its own. */
  traceId: string | undefined;
}

/** `args` with the state of their call on them. */
export type CallArgs = Args & { readonly [CALL]: Call };

/**
 * `args` with their call on them: a new one where no outer seam has made it. The request that the SDK's serializer adds
 * is there already: V8 gives a spread object with one more member a shape of its own in every call, from which to read
 * even one takes a third of a microsecond.
 */
export function withCall(args: Args, stack: ResolvedSeam): CallArgs {
  if (hasCall(args)) return args;
  const withoutCall: Omit<Args, typeof CALL> = args;
  return { [CALL]: createCall(args, stack), request: undefined, ...withoutCall };
}

function hasCall(args: Args): args is CallArgs {
  return args[CALL] !== undefined;
}

export function createCall(
  args: Args,
  { binding: { client }, operation: { model }, context }: ResolvedSeam,
): Call {
  const signal = context.__smithy_context?.abortSignal;
  const { [PART]: part }: Args & { [PART]?: Part } = args;
  const values = part === undefined ? valuesOf(args, context) : { ...part.whole, ...part.values };
  const isPresigned = !isSentByClient(args);
  return {
    context: new OwnContext(values, { client, isPresigned, signal, whole: part?.whole }),
    model,
    signal,
    params: args.input,
    sending: false,
    attempts: 0,
    forcedAttempts: 0,
    sentRequest: undefined,
    parseFailure: undefined,
    customizedResponse: undefined,
    bodyFailure: undefined,
    encoded: undefined,
    unmeasured: undefined,
    traceId: undefined,
  };
}

/** Whether the stack was run with a command, as `client.send` does; `getSignedUrl` runs it with the input alone. */
export function isSentByClient(args: Args): boolean {
  return "middlewareStack" in args;
}

/**
 * What `withContext` put on the call's command. The command is `args` itself or was spread into it. A presigner
 * passes the input alone, through a stack resolved for that call: there the context knows the command.
 */
export function valuesOf(
  args: Args & { [CALL_VALUES]?: object },
  context: HandlerContext,
): object | undefined {
  if (isSentByClient(args)) return args[CALL_VALUES];
  const command: { [CALL_VALUES]?: object } | undefined = context.__smithy_context?.commandInstance;
  return command?.[CALL_VALUES];
}
