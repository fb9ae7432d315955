import { Automaton, folded, type Pattern, SHORTEST_PART } from "./automaton.js";
import { latin1Of } from "./bytes.js";
import { hideByContext } from "./hidden-by-context.js";
import { HiddenParts, type Scrubbed } from "./hidden-parts.js";
import { MASK } from "./mask.js";
import { type QuotedPart, quotedParts } from "./quoted-parts.js";
import { namesSecretMember } from "./secret-names.js";
import { layersOf, type View, viewsOf, withoutEscapes } from "./views.js";

/** Between texts that are searched together: what stands around a secret doesn't go over the end of a line. */
const SEPARATOR = "\n";
/** How many characters of secrets are searched for what a text quotes of them; of more, all that is quoted is hidden. */
const MOST_SEARCHED = 16_384;
/** Characters that one character can take, escaped several times over. */
const LONGEST_ESCAPED = 12;

/**
 * What must not be seen of one call: the values that were sensitive in its parameters and output, or secret in its
 * headers. They come back in error messages and bodies, in other places than where they were sent, and in other spellings.
 *
 * Hiding them takes time linear in the text and in the number of values: no more of a value is read than the text is long.
 */
export class SecretValues {
  readonly #texts = new Set<string>();
  readonly #blobs = new Set<Uint8Array>();

  /** Adds a value, or all values in an object or a list: texts, numbers, times and bytes. */
  add(value: unknown): void {
    this.#add(value, []);
  }

  /** A text without these values, in whatever spelling, and without what is secret by what stands around it. */
  scrub(text: string): string {
    return this.scrubAll([text]).texts[0] ?? "";
  }

  /**
   * Texts as {@link scrub} leaves them; together, since that costs less than one by one.
   *
   * @param isOpen The last text was cut off at its end: what may be the beginning of a value there is cut off as well.
   */
  scrubAll(texts: readonly string[], isOpen = false): Scrubbed {
    const text = texts.join(SEPARATOR);
    return this.#scrubbed(this.#isEmpty ? layersOf(text, isOpen) : viewsOf(text, isOpen), texts);
  }

  /**
   * A whole body as {@link scrub} leaves it; `undefined` if it names a secret member, of which the value may be another one.
   *
   * @param isBinary The body isn't text: each character of the string is one of its bytes.
   */
  scrubBody(text: string, isBinary: boolean, isOpen: boolean): Scrubbed | undefined {
    const views = viewsOf(text, isOpen);
    const isNamed = views.some((view, index) => namesSecretMember(view.text, isBinary && index === 0));
    return isNamed ? undefined : this.#scrubbed(views, [text]);
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
        parts.hide(view.startOf(start), view.endOf(end));
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
    else if (value instanceof Uint8Array) {
      if (value.byteLength > 0) this.#blobs.add(value);
    } else if (!isStream(value) && within.length <= DEEPEST) {
      for (const [key, member] of Object.entries(value)) {
        // The keys of a sensitive map are as secret as its values; not so DynamoDB's S and N.
        if (!Array.isArray(value) && key.length >= SHORTEST_PART) this.#addText(key);
        this.#add(member, within);
      }
    }
  }

  /** Adds a text, and also without the blanks around it. */
  #addText(text: string): void {
    const isBlank = text.length < LONGEST_BLANK && text.trim() === "";
    if (!isBlank && text !== MASK) this.#texts.add(text);
    if (text.length < LONGEST_BLANK && text.trim() !== text) this.#addText(text.trim());
  }

  /** As JSON, XML and headers spell times: in seconds, ISO 8601, and RFC 9110. */
  #addTime(time: number): void {
    if (Number.isNaN(time)) return;
    const iso = new Date(time).toISOString();
    for (const text of [
      iso,
      iso.replace(/\.\d+Z$/, "Z"),
      new Date(time).toUTCString(),
      String(time / 1000),
    ]) {
      // The first seconds of 1970 are in every text.
      if (text.length > SHORTEST_PART) this.#texts.add(text);
    }
    if (time >= 1e7) this.#texts.add(String(Math.floor(time / 1000)));
  }

  /**
   * The values that may be in a text, since the first characters of them are; a few more, where a bitmap tells that.
   *
   * @param longest The length of the text: no more of a value can be in it.
   */
  #patternsIn(views: readonly View[], longest: number): Pattern[] {
    const texts = views.map(({ text }) => text);
    const isFew = this.#texts.size + this.#blobs.size <= FEW_VALUES;
    const begins = isFew ? beginningsIn(texts) : fourCharactersIn(texts, VIEWS_PER_TEXT * longest);
    const endsWith = beginningsAtEnd(views);
    const patterns: Pattern[] = [];
    const add = (text: string, length: number): void => {
      if (length >= SHORTEST_PART && !begins(text) && !endsWith(text)) return;
      patterns.push({ text: text.slice(0, longest), length });
    };
    for (const value of this.#texts) {
      add(value.length > longest ? value.slice(0, longest) : value, value.length);
      const start = value.slice(0, longest * LONGEST_ESCAPED);
      if (!MAYBE_OTHERWISE.test(start)) continue;
      const plain = withoutEscapes(start);
      const rest = value.length - start.length;
      if (plain !== start) add(plain, plain.length + rest);
      // In what is decoded from base64 or is no text, characters are bytes.
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

  /** `Unrecognized token 'hunter2'`: services quote the part of a body that they could not read. */
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

  /** The values as texts, or `undefined` if there are too many to search. */
  #whatIsSearched(): readonly string[] | undefined {
    let length = 0;
    for (const { length: each } of this.#texts) length += each;
    for (const { byteLength } of this.#blobs) length += byteLength;
    if (length > MOST_SEARCHED) return undefined;
    return [...this.#texts, ...[...this.#blobs].map((blob) => new TextDecoder().decode(blob))];
  }
}

/** So many can be searched for one by one sooner than an automaton is built. */
const FEW_QUOTED = 4;

/** Tells of each of some texts whether it is in one of the values. */
function finderIn(values: readonly string[], texts: ReadonlySet<string>): (text: string) => boolean {
  if (texts.size <= FEW_QUOTED) return (text) => values.some((value) => value.includes(text));
  return new Automaton([...texts].map((text) => ({ text, length: text.length }))).findAll(values);
}

/** Deeper than any AWS document: DynamoDB stops at 32. */
const DEEPEST = 100;
/** Longer values are not looked at as a whole. */
const LONGEST_BLANK = 1024;
const NOT_ASCII = /[^\0-\x7f]/;
/** An escape may begin here, or a character of more than one byte. */
const MAYBE_OTHERWISE = /[\\&%\x80-\uffff]/;

function isStream(value: object): boolean {
  return Symbol.asyncIterator in value || "getReader" in value || "pipe" in value;
}

/** So many are looked for one by one sooner than a bitmap is made. */
const FEW_VALUES = 8;
/** A guess: the more there are, the more values are taken for found that are not, which costs time only. */
const VIEWS_PER_TEXT = 8;
/** A value that is taken for found costs as much as all else, so few bits of the bitmap are set. */
const SPARSE_BITS = 5;
const FEWEST_BITS = 10;
const MOST_BITS = 20;

/** Tells of a text whether its first four characters are in others. */
function beginningsIn(texts: readonly string[]): (text: string) => boolean {
  const plain = texts.map(withBlanks);
  return (text) => {
    const start = withBlanks(text.slice(0, SHORTEST_PART));
    return plain.some((each) => each.includes(start));
  };
}

/** As {@link folded} takes a plus and a blank for the same. */
function withBlanks(text: string): string {
  return text.replaceAll("+", " ");
}

/** Tells of a text whether its first four characters are in others, by a bitmap of their hashes: sometimes wrongly. */
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

/** The last four characters in 28 bits: a further one shifts the first of them out. */
function followedBy(last: number, code: number): number {
  return ((last << 7) ^ folded(code)) & 0xfffffff;
}

/** Tells of a text whether one of those that were cut off ends with its first characters: too few for the bitmap. */
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
