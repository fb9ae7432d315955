import type { ClientEventType } from "../catalogue/event-catalogue.js";
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
  /** What it does instead while no event of the operation is handled, in a stack that the SDK keeps. @default to go on */
  pass?(stack: ResolvedSeam, args: Args): Promise<Result>;
}

/** The name of the SDK's middleware that a seam is woven into. */
export type Anchor = { readonly inside: string } | { readonly outside: string };

/** A resolved stack: what its calls have in common. */
export interface Resolution {
  readonly context: HandlerContext;
  readonly operation: Operation;
  /** The seams that it has. */
  readonly seams: Set<Seam>;
  /** The seams that the operation's handlers need. */
  readonly needed: ReadonlySet<Seam>;
  /** What comes after the SDK's signer, if that is there. */
  afterSigning: Next | undefined;
}

/** A seam in one resolved stack. */
export interface ResolvedSeam {
  readonly binding: Binding;
  readonly operation: Operation;
  readonly resolution: Resolution;
  /** The SDK's context of the stack. Only read: with `cacheMiddleware` calls share it. */
  readonly context: HandlerContext;
  /** The rest of the stack. */
  readonly next: Next;
}

/** A seam's middleware. It is left out of the stack of an operation of which no event is handled. */
export function seamMiddleware(seam: Seam, binding: Binding): Middleware {
  return (next, context) => {
    const resolution = binding.resolve(seam, context);
    const { operation } = resolution;
    if (!binding.isCached && !binding.isActive(seam, operation)) return next;
    const stack: ResolvedSeam = { binding, operation, resolution, context, next };
    if (!binding.isCached) return (args) => promised(seam, stack, args);
    // This stack outlives what is registered now.
    return (args) =>
      binding.isActive(seam, operation)
        ? promised(seam, stack, args)
        : (seam.pass?.(stack, args) ?? next(args));
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
