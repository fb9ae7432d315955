import type { ClientEventType } from "../event-catalogue.js";
import type { Binding } from "./binding.js";
import type { Args, HandlerContext, Middleware, Next, Relation, Result, Step } from "./middleware.js";
import type { Operation } from "./operation.js";

/** A place in the SDK's middleware stack where events are emitted. */
export interface Seam {
  readonly name: string;
  /** The events that need this seam, those that others emit with its help among them. */
  readonly events: readonly ClientEventType[];
  /** Where it stands, best first: a relation counts only where its middleware is in the stack. */
  readonly places: readonly (Step | Relation)[];
  /** Makes the middleware. For an operation of which no event is handled it gives way to the next one. */
  create(binding: Binding): Middleware;
}

/** A seam in one resolved stack: what its calls have in common. */
export interface ResolvedSeam {
  readonly binding: Binding;
  readonly operation: Operation;
  /** The SDK's context of the stack. Only read: with `cacheMiddleware` calls share it. */
  readonly context: HandlerContext;
  /** The rest of the stack. */
  readonly next: Next;
}

/** A middleware that `run`s a seam's part of a call, and that is left out where no event of it is handled. */
export function seamMiddleware(
  seam: Seam,
  binding: Binding,
  run: (stack: ResolvedSeam, args: Args) => Promise<Result> | Result,
): Middleware {
  return (next, context) => {
    const operation = binding.operationOf(seam, context);
    if (operation === undefined) return next;
    const stack: ResolvedSeam = { binding, operation, context, next };
    return (args) => promised(run, stack, args);
  };
}

/** A middleware must not throw synchronously. */
function promised(
  run: (stack: ResolvedSeam, args: Args) => Promise<Result> | Result,
  stack: ResolvedSeam,
  args: Args,
): Promise<Result> {
  try {
    return Promise.resolve(run(stack, args));
  } catch (error) {
    return Promise.reject(error);
  }
}
