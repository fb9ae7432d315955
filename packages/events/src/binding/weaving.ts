import type { EntryOptions, Middleware, MiddlewareStack } from "./middleware.js";

/** A middleware of ours that runs with one of the SDK's. */
export interface Strand {
  /** The name of the SDK's middleware. */
  readonly anchor: string;
  /** Whether ours is what that one takes for the rest of the stack, or runs around it. */
  readonly side: "inside" | "outside";
  readonly middleware: Middleware;
}

/**
 * Middlewares that run with those that are in a stack already, in their entries. The SDK copies, sorts and resolves
 * all entries for every call: one more costs about 1 % of it, a relative one 2 %, a woven one nothing.
 */
export class Weaving {
  readonly #stack: MiddlewareStack;
  /** What was in the stack, by what is there in its place. */
  readonly #originals = new Map<Middleware, Middleware>();

  /** Weaves in each strand whose anchor is in the stack; of those with the same one the first is next to it. */
  constructor(stack: MiddlewareStack, strands: readonly Strand[]) {
    this.#stack = stack;
    replaceEach(stack, (original, names) => {
      const woven = strands.filter(({ anchor }) => names.includes(anchor)).reduce(around, original);
      if (woven !== original) this.#originals.set(woven, original);
      return woven;
    });
  }

  /** Puts the stack's own middlewares back. A woven one that somebody else has replaced stays away. */
  unravel(): void {
    replaceEach(this.#stack, (middleware) => this.#originals.get(middleware) ?? middleware);
  }
}

/** The names and aliases of a stack's middlewares. */
export function namesIn(stack: MiddlewareStack): Set<string> {
  return new Set(entriesOf(stack).flatMap(({ names }) => names));
}

function around(anchored: Middleware, { side, middleware }: Strand): Middleware {
  return side === "inside"
    ? (next, context) => anchored(middleware(next, context), context)
    : (next, context) => middleware(anchored(next, context), context);
}

/** Replaces middlewares of a stack; their names, places and order stay. */
function replaceEach(
  stack: MiddlewareStack,
  replacement: (middleware: Middleware, names: readonly string[]) => Middleware,
): void {
  const entries = entriesOf(stack);
  for (const { middleware } of entries) stack.remove(middleware);
  for (const { add, middleware, names, options } of entries)
    stack[add](replacement(middleware, names), options);
}

interface Entry {
  readonly add: "add" | "addRelativeTo";
  readonly middleware: Middleware;
  readonly names: readonly string[];
  readonly options: EntryOptions;
}

function entriesOf(stack: MiddlewareStack): Entry[] {
  const entries: Entry[] = [];
  const receive =
    (add: Entry["add"]) =>
    (middleware: Middleware, { middleware: _, ...options }: EntryOptions): void => {
      entries.push({ add, middleware, names: [options.name ?? "", ...(options.aliases ?? [])], options });
    };
  stack.applyToStack({
    add: receive("add"),
    addRelativeTo: receive("addRelativeTo"),
    identifyOnResolve: () => false,
  });
  return entries;
}
