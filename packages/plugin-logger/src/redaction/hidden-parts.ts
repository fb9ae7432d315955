import { MASK } from "./mask.js";

/** Texts without what was secret in them. */
export interface Scrubbed {
  readonly texts: readonly string[];
  /** Whether something was hidden, or cut off at the end, in any of them. */
  readonly hidesSomething: boolean;
}

/** The parts of a text that are to be hidden. However many overlap, each costs the same. */
export class HiddenParts {
  readonly #text: string;
  /** How many parts begin, less how many end, at each place; none as long as nothing is hidden, which is seldom. */
  #changes: Int32Array | undefined;
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#end = text.length;
  }

  hide(start: number, end: number): void {
    if (end === start) return;
    // It goes on from the end of one reading of the text to the beginning of the next: no part of the text is known to be it.
    if (end < start) {
      this.hide(0, this.#text.length);
      return;
    }
    this.#changes ??= new Int32Array(this.#text.length + 1);
    this.#changes[start] = (this.#changes[start] ?? 0) + 1;
    this.#changes[end] = (this.#changes[end] ?? 0) - 1;
  }

  /** Leaves out everything from a place on. */
  cut(start: number): void {
    this.#end = Math.min(this.#end, start);
  }

  /** The texts that this one was joined of by one character each, with a mask for each part that is hidden. */
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
      // The character between this text and the next.
      depth += changes?.[at] ?? 0;
      at++;
      return result;
    });
    return { texts: shown, hidesSomething };
  }
}
