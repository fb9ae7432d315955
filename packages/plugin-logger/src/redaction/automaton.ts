/** A text to look for. */
export interface Pattern {
  readonly text: string;
  /** The length of the value that the text is, or begins. */
  readonly length: number;
}

/** Told of each place that is found. */
type Found = (start: number, end: number) => void;

/** A value that is shorter counts only as a word of its own: as a part of words it is in every text. */
export const SHORTEST_PART = 4;
/** A value's beginning counts as well, if it is that long and half of the value: services cut what they quote. */
const SHORTEST_BEGINNING = 8;
/** A beginning that is so long counts however long the value is. */
const LONG_BEGINNING = 16;
/** Fewer characters at the end of a text that was cut off don't tell what they are of. */
const TELLING = 3;
/** States times codes fit into an integer that a double holds. */
const CODES = 65_536;

/**
 * Finds many texts in one pass, by Aho and Corasick. Of our own, since the packages on npm list every match (quadratic
 * where one text is inside another: a, aa, aaa) and none tells how much of a text has been seen where the input ends,
 * which is what must be cut off. The most popular one also misses what a combining mark follows.
 *
 * Building takes time linear in the texts, and scanning linear in the input, whatever they are.
 */
export class Automaton {
  readonly #next = new Map<number, number>();
  /** The states after one code, for the codes below 256: most of the input is looked up here. */
  readonly #first = new Int32Array(256);
  readonly #parents = [0];
  readonly #codes = [0];
  readonly #depths = [0];
  readonly #fails = [0];
  /** The length of the longest text that ends in a state. */
  readonly #longest = [0];
  /** The lengths of the words that end in a state, as bits. */
  readonly #words = [0];
  /** The length of the shortest value that goes on from a state. */
  readonly #shortest = [Number.POSITIVE_INFINITY];

  constructor(patterns: readonly Pattern[]) {
    for (const pattern of patterns) this.#add(pattern);
    for (const state of this.#byDepth()) this.#link(state);
  }

  /**
   * Calls `found` for each text that ends at a place of the input (the longest there), and for each beginning of one
   * that the input breaks off.
   *
   * @param words Whether texts below {@link SHORTEST_PART} count, as words.
   * @returns How many of the last characters begin a text, and tell something of it.
   */
  scan(input: string, words: boolean, found: Found): number {
    let state = 0;
    for (let at = 0; at < input.length; at++) {
      const code = folded(input.charCodeAt(at));
      let next = this.#step(state, code);
      while (next === 0 && state !== 0) {
        this.#breakOff(state, at, found);
        state = this.#at(this.#fails, state);
        next = this.#step(state, code);
      }
      state = next;
      const longest = this.#at(this.#longest, state);
      if (longest > 0) found(at + 1 - longest, at + 1);
      if (words && this.#at(this.#words, state) !== 0) this.#findWords(input, state, at + 1, found);
    }
    let begun = 0;
    for (let rest = state; rest !== 0; rest = this.#at(this.#fails, rest)) {
      this.#breakOff(rest, input.length, found);
      const depth = this.#at(this.#depths, rest);
      const isTelling = depth >= TELLING || 2 * depth >= this.#at(this.#shortest, rest);
      if (begun === 0 && isTelling) begun = depth;
    }
    return begun;
  }

  /** The states that an input goes through, each with all that it ends with: says of each text whether it is in there. */
  visit(inputs: Iterable<string>): (text: string) => boolean {
    const visited = new Uint8Array(this.#depths.length);
    for (const input of inputs) {
      let state = 0;
      for (let at = 0; at < input.length; at++) {
        const code = folded(input.charCodeAt(at));
        let next = this.#step(state, code);
        while (next === 0 && state !== 0) {
          state = this.#at(this.#fails, state);
          next = this.#step(state, code);
        }
        state = next;
        visited[state] = 1;
      }
    }
    for (const state of this.#byDepth().reverse()) {
      if (visited[state] === 1) visited[this.#at(this.#fails, state)] = 1;
    }
    return (text) => {
      let state = 0;
      for (let at = 0; at < text.length; at++) state = this.#step(state, folded(text.charCodeAt(at)));
      return visited[state] === 1;
    };
  }

  #add({ text, length }: Pattern): void {
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const code = folded(text.charCodeAt(at));
      state = this.#step(state, code) || this.#grow(state, code);
      this.#shortest[state] = Math.min(this.#at(this.#shortest, state), length);
    }
    // Only the value's beginning: it can't be found whole.
    if (text.length < length) return;
    if (length < SHORTEST_PART) this.#words[state] = this.#at(this.#words, state) | (1 << length);
    else this.#longest[state] = length;
  }

  #grow(state: number, code: number): number {
    const next = this.#depths.length;
    this.#depths.push(this.#at(this.#depths, state) + 1);
    this.#parents.push(state);
    this.#codes.push(code);
    this.#fails.push(0);
    this.#longest.push(0);
    this.#words.push(0);
    this.#shortest.push(Number.POSITIVE_INFINITY);
    if (state === 0 && code < 256) this.#first[code] = next;
    else this.#next.set(state * CODES + code, next);
    return next;
  }

  #link(state: number): void {
    const parent = this.#at(this.#parents, state);
    if (parent !== 0) {
      const code = this.#at(this.#codes, state);
      let fail = this.#at(this.#fails, parent);
      let next = this.#step(fail, code);
      while (next === 0 && fail !== 0) {
        fail = this.#at(this.#fails, fail);
        next = this.#step(fail, code);
      }
      this.#fails[state] = next;
    }
    const fail = this.#at(this.#fails, state);
    if (this.#longest[state] === 0) this.#longest[state] = this.#at(this.#longest, fail);
    this.#words[state] = this.#at(this.#words, state) | this.#at(this.#words, fail);
  }

  /** All states but the first, nearest to it first. */
  #byDepth(): number[] {
    const depths: number[][] = [];
    for (let state = 1; state < this.#depths.length; state++) {
      const depth = this.#at(this.#depths, state);
      depths[depth] ??= [];
      depths[depth].push(state);
    }
    return depths.flat();
  }

  #step(state: number, code: number): number {
    if (state === 0 && code < 256) return this.#first[code] ?? 0;
    return this.#next.get(state * CODES + code) ?? 0;
  }

  #breakOff(state: number, end: number, found: Found): void {
    const depth = this.#at(this.#depths, state);
    if (depth < SHORTEST_BEGINNING) return;
    if (depth >= LONG_BEGINNING || 2 * depth >= this.#at(this.#shortest, state)) found(end - depth, end);
  }

  #findWords(input: string, state: number, end: number, found: Found): void {
    for (let length = 1; length < SHORTEST_PART; length++) {
      const isThere = (this.#at(this.#words, state) & (1 << length)) !== 0;
      if (isThere && isWord(input, end - length, end)) found(end - length, end);
    }
  }

  #at(values: readonly number[], state: number): number {
    return values[state] ?? 0;
  }
}

/** A plus stands for a blank in forms, and only there: both are taken for the same. */
export function folded(code: number): number {
  return code === 0x2b ? 0x20 : code;
}

function isWord(input: string, start: number, end: number): boolean {
  return !LETTER.test(input.charAt(start - 1)) && !LETTER.test(input.charAt(end));
}

const LETTER = /[\p{L}\p{N}]/u;
