/** A string to look for. */
export interface Pattern {
  readonly text: string;
  /** The length of the whole value, of which the string is all or the beginning. */
  readonly length: number;
}

/** Called with each place that is found. */
type Found = (start: number, end: number) => void;

/** A shorter value counts only as a separate word, since every string contains it as a part of words. */
export const SHORTEST_PART = 4;
/** A value's beginning counts too, if it's this long and at least half of the value. Services cut what they quote. */
const SHORTEST_BEGINNING = 8;
/** A beginning this long counts however long the value is. */
const LONG_BEGINNING = 16;
/** Fewer characters at the end of a string that was cut off don't tell which value they begin. */
const TELLING = 3;

/**
 * Finds many strings in one pass (Aho and Corasick). It's our own, since the packages on npm list every match, which is
 * quadratic if one string contains another (a, aa, aaa). None of them tells how much of a string has been seen at the
 * end of the input, which is what must be cut off. The most popular one also misses a string followed by a combining
 * mark.
 *
 * Building takes time linear in the strings, and scanning takes time linear in the input.
 */
export class Automaton {
  readonly #transitions: Transitions;
  /** How many states there are. 0 is the first, and states are in order of their number of characters. */
  #count = 1;
  readonly #depths: Int32Array;
  /** The state of the longest suffix of a state's characters that also begins a string. */
  readonly #fails: Int32Array;
  /** The length of the longest string that ends in a state. */
  readonly #longest: Int32Array;
  /** The lengths of the words that end in a state, as bits. */
  readonly #words: Uint8Array;
  /** The length of the shortest value that continues from a state. */
  readonly #shortest: Float64Array;

  constructor(patterns: readonly Pattern[]) {
    const most = patterns.reduce((sum, { text }) => sum + text.length, 1);
    this.#transitions = new Transitions(most);
    this.#depths = new Int32Array(most);
    this.#fails = new Int32Array(most);
    this.#longest = new Int32Array(most);
    this.#words = new Uint8Array(most);
    this.#shortest = new Float64Array(most).fill(Number.POSITIVE_INFINITY);
    this.#build(patterns);
  }

  /**
   * Calls `found` for the longest string that ends at each place of the input, and for each beginning of a string that
   * the input cuts off.
   *
   * @param words Whether strings shorter than {@link SHORTEST_PART} count, as words.
   * @returns How many of the last characters begin a string that they are enough to tell.
   */
  scan(input: string, words: boolean, found: Found): number {
    let state = 0;
    for (let index = 0; index < input.length; index++) {
      const code = folded(input.charCodeAt(index));
      let next = this.#transitions.get(state, code);
      while (next === 0 && state !== 0) {
        this.#breakOff(state, index, found);
        state = at(this.#fails, state);
        next = this.#transitions.get(state, code);
      }
      state = next;
      if (state === 0) continue;
      const longest = at(this.#longest, state);
      if (longest > 0) found(index + 1 - longest, index + 1);
      if (words && this.#words[state] !== 0) this.#findWords(input, state, index + 1, found);
    }
    let begun = 0;
    for (; state !== 0; state = at(this.#fails, state)) {
      this.#breakOff(state, input.length, found);
      const depth = at(this.#depths, state);
      if (begun === 0 && (depth >= TELLING || 2 * depth >= at(this.#shortest, state))) begun = depth;
    }
    return begun;
  }

  /** Tells for each string whether one of the inputs contains it. */
  findAll(inputs: Iterable<string>): (text: string) => boolean {
    const isFound = new Uint8Array(this.#count);
    for (const input of inputs) {
      let state = 0;
      for (let index = 0; index < input.length; index++) {
        const code = folded(input.charCodeAt(index));
        let next = this.#transitions.get(state, code);
        while (next === 0 && state !== 0) {
          state = at(this.#fails, state);
          next = this.#transitions.get(state, code);
        }
        state = next;
        isFound[state] = 1;
      }
    }
    for (let state = this.#count - 1; state > 0; state--) {
      if (isFound[state] === 1) isFound[at(this.#fails, state)] = 1;
    }
    return (text) => {
      let state = 0;
      for (let index = 0; index < text.length; index++) {
        state = this.#transitions.get(state, folded(text.charCodeAt(index)));
      }
      return isFound[state] === 1;
    };
  }

  /** Character by character, so that the states are in order of their depths. */
  #build(patterns: readonly Pattern[]): void {
    let growing = patterns.map((pattern) => ({ pattern, state: 0 }));
    for (let depth = 0; growing.length > 0; depth++) {
      for (const path of growing) {
        const { text, length } = path.pattern;
        if (depth < text.length) path.state = this.#child(path.state, folded(text.charCodeAt(depth)));
        this.#shortest[path.state] = Math.min(at(this.#shortest, path.state), length);
        // Only the beginning of a longer value can't be found whole.
        if (depth + 1 !== length || text.length !== length) continue;
        if (length >= SHORTEST_PART) this.#longest[path.state] = length;
        else this.#words[path.state] = at(this.#words, path.state) | (1 << length);
      }
      growing = growing.filter(({ pattern }) => depth + 1 < pattern.text.length);
    }
    for (let state = 1; state < this.#count; state++) {
      const fail = at(this.#fails, state);
      if (this.#longest[state] === 0) this.#longest[state] = at(this.#longest, fail);
      this.#words[state] = at(this.#words, state) | at(this.#words, fail);
    }
  }

  /** The state after one more character. Created if it's new. */
  #child(state: number, code: number): number {
    const known = this.#transitions.get(state, code);
    if (known !== 0) return known;
    const child = this.#count++;
    // The parent's longest suffix may continue with the same character. Those states exist already.
    let fail = state === 0 ? 0 : at(this.#fails, state);
    let next = state === 0 ? 0 : this.#transitions.get(fail, code);
    while (next === 0 && fail !== 0) {
      fail = at(this.#fails, fail);
      next = this.#transitions.get(fail, code);
    }
    this.#transitions.set(state, code, child);
    this.#depths[child] = at(this.#depths, state) + 1;
    this.#fails[child] = next;
    return child;
  }

  #breakOff(state: number, end: number, found: Found): void {
    const depth = at(this.#depths, state);
    if (depth < SHORTEST_BEGINNING) return;
    if (depth >= LONG_BEGINNING || 2 * depth >= at(this.#shortest, state)) found(end - depth, end);
  }

  #findWords(input: string, state: number, end: number, found: Found): void {
    for (let length = 1; length < SHORTEST_PART; length++) {
      const isThere = (at(this.#words, state) & (1 << length)) !== 0;
      if (isThere && isWord(input, end - length, end)) found(end - length, end);
    }
  }
}

/** The state that follows another after a character: a hash table with twice as many places as entries. */
class Transitions {
  /** Transitions from the first state, where most look-ups happen. */
  readonly #first = new Int32Array(FIRST_CODES);
  readonly #states: Int32Array;
  readonly #codes: Uint16Array;
  readonly #nexts: Int32Array;
  readonly #mask: number;

  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * most));
    this.#states = new Int32Array(size);
    this.#codes = new Uint16Array(size);
    this.#nexts = new Int32Array(size);
    this.#mask = size - 1;
  }

  /** Returns 0 if there is no such state. */
  get(state: number, code: number): number {
    if (state === 0 && code < FIRST_CODES) return at(this.#first, code);
    return at(this.#nexts, this.#slot(state, code));
  }

  set(state: number, code: number, next: number): void {
    if (state === 0 && code < FIRST_CODES) {
      this.#first[code] = next;
      return;
    }
    const slot = this.#slot(state, code);
    this.#states[slot] = state;
    this.#codes[slot] = code;
    this.#nexts[slot] = next;
  }

  #slot(state: number, code: number): number {
    const hash = Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    while (this.#nexts[slot] !== 0 && (this.#states[slot] !== state || this.#codes[slot] !== code)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}

const FIRST_CODES = 256;

/** The index is within the bounds, which the compiler can't know. */
function at(values: Int32Array | Float64Array | Uint8Array, index: number): number {
  return values[index] ?? 0;
}

/** In forms, and only there, a plus means a space. Both count as equal. */
export function folded(code: number): number {
  return code === 0x2b ? 0x20 : code;
}

function isWord(input: string, start: number, end: number): boolean {
  return !LETTER.test(input.charAt(start - 1)) && !LETTER.test(input.charAt(end));
}

const LETTER = /[\p{L}\p{N}]/u;
