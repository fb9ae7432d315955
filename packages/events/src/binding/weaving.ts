import type { EntryOptions, Middleware, MiddlewareStack } from "./middleware.js";

/** A middleware of ours that runs with one of the SDK's. */
export interface Strand {
  /** The name of the SDK's middleware. */
  readonly anchor: string;
  /** Whether ours is what that one takes for the rest of the stack, or runs around it. */
  readonly side: "inside" | "outside";
  readonly middleware: Middleware;
}

/** One strand around a middleware, which may be woven itself, by another weaving too. */
interface Layer {
  readonly weaving: Weaving;
  /** What the strand runs with. */
  inner: Middleware;
}

/** Where a woven middleware tells its layer: also to another copy of this package. */
const LAYER: unique symbol = Symbol.for("tucuxi.layer");

type Woven = Middleware & { readonly [LAYER]?: Layer };

/**
 * Middlewares that run with those that are in a stack already, in their entries. The SDK copies, sorts and resolves
 * all entries for every call: one more costs about 1 % of it, a relative one 2 %, a woven one nothing.
 */
export class Weaving {
  readonly #stack: MiddlewareStack;

  /** Weaves in each strand whose anchor is in the stack; of those with the same one the first is next to it. */
  constructor(stack: MiddlewareStack, strands: readonly Strand[]) {
    this.#stack = stack;
    replaceEach(stack, (middleware, names) =>
      strands
        .filter(({ anchor }) => names.includes(anchor))
        .reduce((inner, strand) => woven({ weaving: this, inner }, strand), middleware),
    );
  }

  /** Takes the strands out again, also from under those of another weaving. */
  unravel(): void {
    replaceEach(this.#stack, (middleware) => this.#without(middleware));
  }

  #without(middleware: Woven): Middleware {
    const { [LAYER]: layer } = middleware;
    if (layer === undefined) return middleware;
    // Ours stay as they are: copies of the stack have them too.
    if (layer.weaving === this) return this.#without(layer.inner);
    layer.inner = this.#without(layer.inner);
    return middleware;
  }
}

function woven(layer: Layer, { side, middleware }: Strand): Woven {
  const both: Middleware =
    side === "inside"
      ? (next, context) => layer.inner(middleware(next, context), context)
      : (next, context) => middleware(layer.inner(next, context), context);
  return Object.assign(both, { [LAYER]: layer });
}

/** The names and aliases of a stack's middlewares. */
export function namesIn(stack: MiddlewareStack): Set<string> {
  return new Set(entriesOf(stack).flatMap(({ names }) => names));
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
