/// <reference lib="esnext.disposable" preserve="true" />

/** Takes a registration or installation back; says whether there was one to take. Works with `using`. */
export interface Disposer {
  (): boolean;
  [Symbol.dispose](): void;
}

/** Makes a function disposable, also where the runtime has no `Symbol.dispose` yet. */
export function disposer(dispose: () => boolean): Disposer {
  return Object.assign(dispose, { [Symbol.dispose ?? Symbol.for("Symbol.dispose")]: () => void dispose() });
}
