import type { Handlers, Operation } from "./operation.js";
import type { BoundClient, HandlerContext, Next } from "./sdk.js";

/** What a binding tells its entries. */
export interface HandlerLookUp {
  readonly client: BoundClient;
  /** The SDK keeps resolved stacks: what runs is decided at each call, not when the stack is resolved. */
  readonly isCached: boolean;
  /** The SDK knows whom it signs as, and will not ask for it again. */
  readonly hasConstantIdentity: boolean;
  /** Told the identity that the SDK has resolved for a call. */
  noteIdentity(identity: unknown): void;
  operationOf(context: HandlerContext): Operation;
  /** The handlers of an operation's events now, in running order. */
  handlersOf(operation: Operation): Handlers;
  /** Whether an entry has something to do for an operation now. */
  isActive(entry: string, operation: Operation): boolean;
}

/** An entry in one resolved stack. */
export interface ResolvedStack {
  readonly lookUp: HandlerLookUp;
  readonly client: BoundClient;
  readonly operation: Operation;
  /** The SDK's context of the stack. With `cacheMiddleware` calls share it. */
  readonly context: HandlerContext;
  /** The rest of the stack. */
  readonly next: Next;
}
