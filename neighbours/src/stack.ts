type Next = (args: object) => Promise<object>;

/** A middleware of any client or command. */
export type Middleware = (next: Next, context: object) => Next;

/** The SDK's `MiddlewareStack` of any client or command. Their own types are unrelated. */
export interface Stack {
  add(middleware: Middleware, options: object): void;
  addRelativeTo(middleware: Middleware, options: object): void;
  use(plugin: { applyToStack(stack: Stack): void }): void;
  remove(toRemove: string | Middleware): boolean;
  removeByTag(tag: string): boolean;
  clone(): Stack;
  concat(other: Stack): Stack;
  identify(): string[];
  applyToStack(stack: Stack): void;
}

/** The stack of a client or command. */
export function stackOf({ middlewareStack }: { readonly middlewareStack: unknown }): Stack {
  return middlewareStack as Stack;
}
