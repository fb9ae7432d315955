import { MASK } from "./mask.js";

/** Strings without the secrets that were in them. */
export interface Scrubbed {
  readonly texts: readonly string[];
  /** Whether something was hidden in any of them, or cut off at the end. */
  readonly hidesSomething: boolean;
}

/** The parts of a string to hide. Each costs the same, however many overlap. */
export class HiddenParts {
  readonly #text: string;
  /** How many parts begin, minus how many end, at each place. */
  readonly #changes: Int32Array;
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#changes = new Int32Array(text.length + 1);
    this.#end = text.length;
  }

  hide(start: number, end: number): void {
    if (end <= start) return;
    this.#changes[start] = (this.#changes[start] ?? 0) + 1;
    this.#changes[end] = (this.#changes[end] ?? 0) - 1;
  }

  /** Leaves out everything after a place. */
  cut(start: number): void {
    this.#end = Math.min(this.#end, start);
  }

  /** The strings that were joined by one character each, with a mask for each hidden part. */
  shown(texts: readonly string[]): Scrubbed {
    let hidesSomething = this.#end < this.#text.length;
    let depth = 0;
    let at = 0;
    const shown = texts.map((text) => {
      const end = at + text.length;
      let result = "";
      let visibleFrom = at;
      let isMasked = false;
      for (; at < end; at++) {
        const before = depth;
        depth += this.#changes[at] ?? 0;
        if (at >= this.#end) continue;
        if (depth > 0 && !isMasked) {
          result += this.#text.slice(visibleFrom, at) + MASK;
          isMasked = true;
          hidesSomething = true;
        } else if (depth === 0 && before > 0) {
          visibleFrom = at;
          isMasked = false;
        }
      }
      if (!isMasked) result += this.#text.slice(visibleFrom, Math.max(visibleFrom, Math.min(end, this.#end)));
      // The character between this string and the next.
      depth += this.#changes[at] ?? 0;
      at++;
      return result;
    });
    return { texts: shown, hidesSomething };
  }
}
