import { Automaton, folded, type Pattern, SHORTEST_PART } from "./automaton.js";
import { latin1Of } from "./bytes.js";
import { hideByContext } from "./hidden-by-context.js";
import { HiddenParts, type Scrubbed } from "./hidden-parts.js";
import { bytesOf, withMembers } from "./leaves.js";
import { MASK } from "./mask.js";
import { type QuotedPart, quotedParts } from "./quoted-parts.js";
import { oneNamesSecretMember, withoutZeros } from "./secret-names.js";
import { layersOf, type View, viewsOf, withoutEscapes } from "./views.js";

/** Separates strings that are searched together. What stands around a secret never crosses the end of a line. */
const SEPARATOR = "\n";
/**
 * How many characters of secrets are searched for what a message quotes. If there are more, everything quoted is
 * hidden.
 */
const MOST_SEARCHED = 16_384;
/** The most characters that one character can take, if it's escaped several times. */
const LONGEST_ESCAPED = 12;

/**
 * The secrets of one call: values that were sensitive in its parameters and output, or secret in its headers. They come
 * back in error messages and bodies, in other places than they were sent and with other spellings.
 *
 * Hiding them takes time linear in the string and in the number of values: no more of a value is read than the string
 * is long.
 */
export class SecretValues {
  readonly #texts = new Set<string>();
  readonly #blobs = new Set<Uint8Array>();

  /** Adds a value, or all values in an object or array: strings, numbers, dates and bytes. */
  add(value: unknown): void {
    this.#add(value, []);
  }

  /**
   * A string without these values, in any spelling, and without values that are secret because of what stands around
   * them.
   */
  scrub(text: string): string {
    return this.scrubAll([text]).texts[0] ?? "";
  }

  /**
   * Treats several strings as {@link scrub} does. Together they cost less than one by one.
   *
   * @param isOpen The last string was cut off at its end. Anything there that may begin a value is cut off too.
   */
  scrubAll(texts: readonly string[], isOpen = false): Scrubbed {
    const text = texts.join(SEPARATOR);
    return this.#scrubbed(this.#isEmpty ? layersOf(text, isOpen) : viewsOf(text, isOpen), texts);
  }

  /**
   * Treats a whole body as {@link scrub} does. `undefined` if it names a secret member, whose value may not be known
   * here, or if it's UTF-16 with one of these values.
   *
   * @param isBinary The body isn't text: each character of the string is one of its bytes.
   */
  scrubBody(text: string, isBinary: boolean, isOpen: boolean): Scrubbed | undefined {
    const views = viewsOf(text, isOpen);
    if (oneNamesSecretMember(views, isBinary)) return undefined;
    const ascii = isBinary ? withoutZeros(text) : text;
    if (ascii !== text && this.scrubAll([ascii], isOpen).hidesSomething) return undefined;
    return this.#scrubbed(views, [text]);
  }

  get #isEmpty(): boolean {
    return this.#texts.size === 0 && this.#blobs.size === 0;
  }

  #scrubbed(views: readonly View[], texts: readonly string[]): Scrubbed {
    const parts = new HiddenParts(texts.join(SEPARATOR));
    for (const view of views) if (view.hasWords) hideByContext(view, parts);
    if (!this.#isEmpty) {
      this.#hideValues(views, parts);
      this.#hideQuoted(views, parts);
    }
    return parts.shown(texts);
  }

  #hideValues(views: readonly View[], parts: HiddenParts): void {
    const patterns = this.#patternsIn(views, views[0]?.text.length ?? 0);
    if (patterns.length === 0) return;
    const automaton = new Automaton(patterns);
    for (const view of views) {
      const rest = automaton.scan(view.text, view.hasWords, (start, end) => {
        parts.hide(view.startOf(start), view.endOf(end), end - start);
      });
      if (view.isOpen && rest > 0) parts.cut(view.startOf(view.text.length - rest));
    }
  }

  #add(value: unknown, ancestors: readonly object[]): void {
    if (typeof value === "string") this.#addText(value);
    else if (typeof value === "number" || typeof value === "bigint") this.#addText(String(value));
    else if (typeof value === "object" && value !== null && !ancestors.includes(value)) {
      this.#addObject(value, [...ancestors, value]);
    }
  }

  #addObject(value: object, within: readonly object[]): void {
    // The SDK's LazyJsonString
    if (value instanceof String) this.#addText(String(value));
    else if (value instanceof Date) this.#addTime(value.getTime());
    else if (!this.#addBytes(value) && !isStream(value) && within.length <= DEEPEST) {
      const members = withMembers(value);
      for (const [key, member] of Object.entries(members)) {
        // The keys of a sensitive map are as secret as its values. DynamoDB's S and N aren't.
        if (!Array.isArray(members) && key.length >= SHORTEST_PART) this.#addText(key);
        this.#add(member, within);
      }
    }
  }

  /** @returns whether the value consists of bytes. */
  #addBytes(value: object): boolean {
    const bytes = bytesOf(value);
    if (bytes !== undefined && bytes.byteLength > 0) this.#blobs.add(bytes);
    return bytes !== undefined;
  }

  /** Adds a string, and also the string without the spaces around it. */
  #addText(text: string): void {
    const isBlank = text.length < LONGEST_BLANK && text.trim() === "";
    if (!isBlank && text !== MASK) this.#texts.add(text);
    if (text.length < LONGEST_BLANK && text.trim() !== text) this.#addText(text.trim());
  }

  /** Times as JSON, XML and headers spell them: in seconds, ISO 8601, and RFC 9110. */
  #addTime(time: number): void {
    if (Number.isNaN(time)) return;
    const iso = new Date(time).toISOString();
    for (const text of [
      iso,
      iso.replace(/\.\d+Z$/, "Z"),
      new Date(time).toUTCString(),
      String(time / 1000),
    ]) {
      // Every string contains the first seconds of 1970.
      if (text.length > SHORTEST_PART) this.#texts.add(text);
    }
    if (time >= 1e7) this.#texts.add(String(Math.floor(time / 1000)));
  }

  /**
   * The values that a string may contain, since it contains their first characters. A bitmap tells, so there are a few
   * more.
   *
   * @param longest The length of the string, which is the most of a value that it can contain.
   */
  #patternsIn(views: readonly View[], longest: number): Pattern[] {
    const texts = views.map(({ text }) => text);
    const isFew = this.#texts.size + this.#blobs.size <= FEW_VALUES;
    const begins = isFew ? beginningsIn(texts) : fourCharactersIn(texts, VIEWS_PER_TEXT * longest);
    const endsWith = beginningsAtEnd(views);
    const patterns: Pattern[] = [];
    const add = (text: string, length: number): boolean => {
      if (length >= SHORTEST_PART && !begins(text) && !endsWith(text)) return false;
      patterns.push({ text: text.slice(0, longest), length });
      return true;
    };
    for (const value of this.#texts) {
      const isFound = add(value.length > longest ? value.slice(0, longest) : value, value.length);
      // In other spellings it begins with the same characters, unless one of them has another spelling.
      if (!isFound && !MAYBE_OTHERWISE.test(value.slice(0, SHORTEST_PART))) continue;
      const start = value.slice(0, longest * LONGEST_ESCAPED);
      if (!MAYBE_OTHERWISE.test(start)) continue;
      const plain = withoutEscapes(start);
      const rest = value.length - start.length;
      if (plain !== start) add(plain, plain.length + rest);
      // In decoded base64, and in binary data, characters are bytes.
      for (const text of new Set([start, plain])) {
        const bytes = NOT_ASCII.test(text) ? latin1Of(new TextEncoder().encode(text)) : text;
        if (bytes !== text) add(bytes, bytes.length + rest);
      }
    }
    for (const blob of this.#blobs) {
      const start = blob.subarray(0, longest);
      const bytes = latin1Of(start);
      add(bytes, blob.byteLength);
      const text = NOT_ASCII.test(bytes) ? new TextDecoder().decode(start, { stream: true }) : bytes;
      if (text !== bytes) add(text, text.length + blob.byteLength - start.byteLength);
    }
    return patterns;
  }

  /** `Unrecognized token 'hunter2'`: services quote the part of a body that they couldn't read. */
  #hideQuoted(views: readonly View[], parts: HiddenParts): void {
    const [plain] = views;
    if (plain === undefined) return;
    const searched = this.#whatIsSearched();
    if (searched === undefined) {
      for (const { start, end } of quotedParts(plain.text, true)) parts.hide(start, end);
      return;
    }
    const quoted: (readonly [view: View, parts: readonly QuotedPart[]])[] = [];
    const texts = new Set<string>();
    for (const view of views) {
      if (!view.hasWords) continue;
      const inView = quotedParts(view.text, false);
      quoted.push([view, inView]);
      for (const { text } of inView) texts.add(text);
    }
    if (texts.size === 0) return;
    const isInside = finderIn(searched, texts);
    for (const [view, inView] of quoted) {
      for (const { text, start, end } of inView) {
        if (isInside(text)) parts.hide(view.startOf(start), view.endOf(end));
      }
    }
  }

  /** The values as strings, or `undefined` if there are too many to search. */
  #whatIsSearched(): readonly string[] | undefined {
    let length = 0;
    for (const { length: each } of this.#texts) length += each;
    for (const { byteLength } of this.#blobs) length += byteLength;
    if (length > MOST_SEARCHED) return undefined;
    return [...this.#texts, ...[...this.#blobs].map((blob) => new TextDecoder().decode(blob))];
  }
}

/** This many can be searched one by one faster than an automaton is built. */
const FEW_QUOTED = 4;

/** Tells for each string whether one of the values contains it. */
function finderIn(values: readonly string[], texts: ReadonlySet<string>): (text: string) => boolean {
  if (texts.size <= FEW_QUOTED) {
    const isInside = (text: string): boolean => values.some((value) => value.includes(text));
    return (text) => isInside(text) || (text.includes("+") && isInside(withBlanks(text)));
  }
  return new Automaton([...texts].map((text) => ({ text, length: text.length }))).findAll(values);
}

/** Deeper than any AWS document: DynamoDB stops at 32. */
const DEEPEST = 100;
/** Longer values aren't compared as a whole. */
const LONGEST_BLANK = 1024;
const NOT_ASCII = /[^\0-\x7f]/;
/** The beginning of an escape, or a character of more than one byte. */
const MAYBE_OTHERWISE = /[\\&%\x80-\uffff]/;

function isStream(value: object): boolean {
  return Symbol.asyncIterator in value || "getReader" in value || "pipe" in value;
}

/** With no more values than this, searching for each is faster than making a bitmap. */
const FEW_VALUES = 8;
/** A guess. With more views, more values are wrongly taken for found, which only costs time. */
const VIEWS_PER_TEXT = 8;
/** A value that is wrongly taken for found costs as much as everything else, so few bits of the bitmap are set. */
const SPARSE_BITS = 5;
const FEWEST_BITS = 10;
const MOST_BITS = 20;

/** Tells whether a string's first four characters occur in others. */
function beginningsIn(texts: readonly string[]): (text: string) => boolean {
  const plain = texts.map(withBlanks);
  return (text) => {
    const start = withBlanks(text.slice(0, SHORTEST_PART));
    return plain.some((each) => each.includes(start));
  };
}

/** Makes a plus a blank: {@link folded} treats them as equal. */
function withBlanks(text: string): string {
  return text.replaceAll("+", " ");
}

/**
 * Tells whether a string's first four characters occur in others, by a bitmap of their hashes. Sometimes it's wrong.
 */
function fourCharactersIn(texts: readonly string[], length: number): (text: string) => boolean {
  const bits = Math.min(MOST_BITS, Math.max(FEWEST_BITS, SPARSE_BITS + Math.ceil(Math.log2(length + 1))));
  const shift = 32 - bits;
  const bitmap = new Uint8Array(1 << (bits - 3));
  for (const text of texts) {
    let last = 0;
    for (let index = 0; index < text.length; index++) {
      last = followedBy(last, text.charCodeAt(index));
      if (index < SHORTEST_PART - 1) continue;
      const hash = Math.imul(last, 0x9e3779b1) >>> shift;
      bitmap[hash >> 3] = (bitmap[hash >> 3] ?? 0) | (1 << (hash & 7));
    }
  }
  return (text) => {
    let last = 0;
    for (let index = 0; index < SHORTEST_PART; index++) last = followedBy(last, text.charCodeAt(index));
    const hash = Math.imul(last, 0x9e3779b1) >>> shift;
    return ((bitmap[hash >> 3] ?? 0) & (1 << (hash & 7))) !== 0;
  };
}

/** The last four characters in 28 bits. One more shifts the first of them out. */
function followedBy(last: number, code: number): number {
  return ((last << 7) ^ folded(code)) & 0xfffffff;
}

/** Tells whether a cut-off string ends with the first characters of another, which are too few for the bitmap. */
function beginningsAtEnd(views: readonly View[]): (text: string) => boolean {
  if (!views.some(({ isOpen }) => isOpen)) return () => false;
  const lengths = Array.from({ length: SHORTEST_PART - 1 }, (_, index) => index + 1);
  const ends = new Set(
    views.flatMap(({ text, isOpen }) =>
      isOpen ? lengths.map((length) => withBlanks(text.slice(-length))) : [],
    ),
  );
  return (text) => lengths.some((length) => ends.has(withBlanks(text.slice(0, length))));
}
