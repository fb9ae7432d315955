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
  /** How many parts begin, minus how many end, at each place. `undefined` until something is hidden, which is rare. */
  #changes: Int32Array | undefined;
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#end = text.length;
  }

  /** @param length How many characters were found. Decoded, they are never more than those that they stand for. */
  hide(start: number, end: number, length = 0): void {
    // It goes on from the end of one reading of the text to the beginning of the next: no part of the text is known to be it.
    if (end - start < length) {
      this.hide(0, this.#text.length);
      return;
    }
    if (end === start) return;
    this.#changes ??= new Int32Array(this.#text.length + 1);
    this.#changes[start] = (this.#changes[start] ?? 0) + 1;
    this.#changes[end] = (this.#changes[end] ?? 0) - 1;
  }

  /** Leaves out everything after a place. */
  cut(start: number): void {
    this.#end = Math.min(this.#end, start);
  }

  /** The strings that were joined by one character each, with a mask for each hidden part. */
  shown(texts: readonly string[]): Scrubbed {
    const changes = this.#changes;
    let hidesSomething = this.#end < this.#text.length;
    if (changes === undefined && !hidesSomething) return { texts, hidesSomething };
    let depth = 0;
    let at = 0;
    const shown = texts.map((text) => {
      const end = at + text.length;
      let result = "";
      let visibleFrom = at;
      let isMasked = false;
      for (; at < end; at++) {
        const before = depth;
        depth += changes?.[at] ?? 0;
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
      depth += changes?.[at] ?? 0;
      at++;
      return result;
    });
    return { texts: shown, hidesSomething };
  }
}
