import type { ClientEventType } from "../catalogue/event-catalogue.js";
import type { Handlers, Operation } from "./operation.js";
import type { BoundClient, HandlerContext, Next } from "./sdk.js";

/** What a binding tells its entries. */
export interface HandlerLookUp {
  readonly client: BoundClient;
  /** The SDK keeps resolved stacks. What runs is decided at each call, not when the stack is resolved. */
  readonly isCached: boolean;
  /** The SDK knows its identity and won't ask for it again. */
  readonly hasConstantIdentity: boolean;
  /** Called with the identity that the SDK has resolved for a call. */
  noteIdentity(identity: unknown): void;
  operationOf(context: HandlerContext): Operation;
  /** An operation's current handlers by event, in running order. */
  handlersOf(operation: Operation): Handlers;
  /** Whether an event has handlers that can change something. Observers only watch. */
  isEdited(operation: Operation, type: ClientEventType): boolean;
  /** Whether an entry has work to do for an operation now. */
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
