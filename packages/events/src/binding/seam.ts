import type { ClientEventType } from "../event-catalogue.js";
import type { Binding } from "./binding.js";
import type { Args, HandlerContext, Middleware, Next, Result, Step } from "./middleware.js";
import type { Operation } from "./operation.js";

/** A place in the SDK's middleware stack where events are emitted. */
export interface Seam {
  readonly name: string;
  /** The events that need this seam, those that others emit with its help among them. */
  readonly events: readonly ClientEventType[];
  /** Where it runs, best first: in an entry of the SDK's, where that is in the stack, or in one of its own. */
  readonly places: readonly (Anchor | Step)[];
  /** A seam's part of a call. */
  run(stack: ResolvedSeam, args: Args): Promise<Result> | Result;
  /** What it does instead while no event of the operation is handled, in a stack that the SDK keeps. */
  pass(stack: ResolvedSeam, args: Args): Promise<Result>;
}

/** Nothing but to go on. */
export function pass({ next }: ResolvedSeam, args: Args): Promise<Result> {
  return next(args);
}

/** The name of the SDK's middleware that a seam is woven into. */
export type Anchor = { readonly inside: string } | { readonly outside: string };

/** A seam in one resolved stack: what its calls have in common. */
export interface ResolvedSeam {
  readonly binding: Binding;
  readonly operation: Operation;
  /** The SDK's context of the stack. Only read: with `cacheMiddleware` calls share it. */
  readonly context: HandlerContext;
  /** The rest of the stack. */
  readonly next: Next;
}

/** A seam's middleware. It is left out of the stack of an operation of which no event is handled. */
export function seamMiddleware(seam: Seam, binding: Binding): Middleware {
  return (next, context) => {
    const operation = binding.resolve(seam, context);
    const stack: ResolvedSeam = { binding, operation, context, next };
    const run = (args: Args): Promise<Result> => promised(seam, stack, args);
    if (!binding.isCached) return binding.isActive(seam, operation) ? run : next;
    // This stack outlives what is registered now.
    return (args) => (binding.isActive(seam, operation) ? run(args) : seam.pass(stack, args));
  };
}

/** A middleware must not throw synchronously. */
function promised(seam: Seam, stack: ResolvedSeam, args: Args): Promise<Result> {
  try {
    return Promise.resolve(seam.run(stack, args));
  } catch (error) {
    return Promise.reject(error);
  }
}
