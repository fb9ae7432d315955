import type { ClientEventType } from "../catalogue/event-catalogue.js";
import type { CallArgs } from "./call.js";
import type { HandlerLookUp, ResolvedStack } from "./resolved-stack.js";
import type { AbsolutePlace, Middleware, RelativePlace, Result } from "./sdk.js";

/** An entry of ours in a client's middleware stack, where events are emitted. */
export interface Entry {
  /** In the stack it is called `tucuxi.NAME`. */
  readonly name: string;
  /** The events that need it now, those that other entries emit with its help among them. */
  events(lookUp: HandlerLookUp): readonly ClientEventType[];
  /** Where it stands, best first: the first one whose neighbour is in the stack. Left out where there is none. */
  readonly places: readonly (AbsolutePlace | RelativePlace)[];
  /** Its part of a call. */
  run(stack: ResolvedStack, args: CallArgs): Promise<Result> | Result;
  /** What it does instead while no event of the operation is handled, in a stack that the SDK keeps. @default to go on */
  pass?(stack: ResolvedStack, args: CallArgs): Promise<Result>;
  /** Called when a stack with this entry is resolved. */
  resolved?(stack: ResolvedStack): void;
}

/** An entry's middleware. It is left out of the stack of an operation of which no event is handled. */
export function middlewareOf(entry: Entry, lookUp: HandlerLookUp): Middleware {
  return (next, context) => {
    const operation = lookUp.operationOf(context);
    if (!lookUp.isCached && !lookUp.isActive(entry.name, operation)) return next;
    const stack: ResolvedStack = { lookUp, client: lookUp.client, operation, context, next };
    entry.resolved?.(stack);
    if (!lookUp.isCached) return (args) => promised(entry, stack, args);
    // This stack outlives what is registered now.
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
