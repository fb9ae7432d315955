/// <reference lib="esnext.disposable" preserve="true" />

/** Removes a handler or plugin, and returns whether it was still there. Works with `using`. */
export interface Disposer {
  (): boolean;
  [Symbol.dispose](): void;
}

/** Makes a function disposable, even if the runtime has no `Symbol.dispose` yet. */
export function disposer(dispose: () => boolean): Disposer {
  return Object.assign(dispose, { [Symbol.dispose ?? Symbol.for("Symbol.dispose")]: () => void dispose() });
}
