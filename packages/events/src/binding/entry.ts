import type { ClientEventType } from "../catalogue/event-catalogue.js";
import type { CallArgs } from "./call.js";
import type { HandlerLookUp, ResolvedStack } from "./resolved-stack.js";
import type { AbsolutePlace, Middleware, RelativePlace, Result } from "./sdk.js";

/** One of Tucuxi's entries in a client's middleware stack, where events are emitted. */
export interface Entry {
  /** The entry is called `tucuxi.NAME` in the stack. */
  readonly name: string;
  /** The events that need it. */
  readonly events: readonly ClientEventType[];
  /** The events that need it now if a handler can change something. For observers they don't. @default none */
  edits?(lookUp: HandlerLookUp): readonly ClientEventType[];
  /**
   * Its places, best first. It takes the first place whose neighbour is in the stack, and none if there is no such
   * place.
   */
  readonly places: readonly (AbsolutePlace | RelativePlace)[];
  /** What it does in a call. */
  run(stack: ResolvedStack, args: CallArgs): Promise<Result> | Result;
  /**
   * What it does instead in a stack that the SDK keeps, while no event of the operation has a handler. @default passes
   * on
   */
  pass?(stack: ResolvedStack, args: CallArgs): Promise<Result>;
  /** Called when a stack with this entry is resolved. */
  resolved?(stack: ResolvedStack): void;
}

/** An entry's middleware. It's left out of an operation's stack if none of the operation's events has a handler. */
export function middlewareOf(entry: Entry, lookUp: HandlerLookUp): Middleware {
  return (next, context) => {
    const operation = lookUp.operationOf(context);
    if (!lookUp.isCached && !lookUp.isActive(entry.name, operation)) return next;
    const stack: ResolvedStack = { lookUp, client: lookUp.client, operation, context, next };
    entry.resolved?.(stack);
    if (!lookUp.isCached) return (args) => promised(entry, stack, args);
    // The SDK keeps this stack longer than the current handlers may last.
    return (args) =>
      lookUp.isActive(entry.name, operation)
        ? promised(entry, stack, args)
        : (entry.pass?.(stack, args) ?? next(args));
  };
}

/** A middleware must not throw synchronously. */
function promised(entry: Entry, stack: ResolvedStack, args: CallArgs): Promise<Result> {
  try {
    return Promise.resolve(entry.run(stack, args));
  } catch (error) {
    return Promise.reject(error);
  }
}
