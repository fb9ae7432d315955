import { base64Runs, decodeRun, type Place, placeRun } from "./base64-runs.js";
import { latin1Of } from "./bytes.js";

/**
 * One way to read a string: as it is, or with something decoded. Each character knows its part of the string, so that
 * what is found in the view can be hidden in the string.
 */
export interface View {
  readonly text: string;
  /** Whether short words can be recognized here. Decoded base64 is random for other data. */
  readonly hasWords: boolean;
  /** The view ends where the string was cut off. */
  readonly isOpen: boolean;
  /** Where in the string a character begins. */
  startOf(index: number): number;
  /** Where in the string the character before an index ends. */
  endOf(index: number): number;
}

/** JSON within JSON within a form, which is more than any service does. */
const MOST_LEVELS = 5;
const MOST_BASE64 = 2;

/**
 * A string in all readings that services produce: with the escapes of JSON, XML and URLs removed, layer by layer, and
 * with base64 decoded at each of its four alignments. Takes linear time.
 *
 * @param isOpen The string was cut off at its end, maybe within an escape.
 */
export function viewsOf(text: string, isOpen: boolean): readonly View[] {
  const views = layersOf(text, isOpen);
  // Base64 in base64. The result of a wrong alignment contains too little of it to matter.
  for (let level = 0, from = 0; level < MOST_BASE64; level++) {
    const { length } = views;
    for (; from < length; from++)
      for (const decoded of base64Views(views[from] as View)) addLayers(decoded, views);
  }
  return views;
}

/** The readings of {@link viewsOf}, except those that decode base64. */
export function layersOf(text: string, isOpen: boolean): View[] {
  const views: View[] = [];
  addLayers({ text, hasWords: true, isOpen, startOf: itself, endOf: itself }, views);
  return views;
}

function itself(index: number): number {
  return index;
}

/** A value in the form that is compared. It has no escapes, since it may itself contain what looks like one. */
export function withoutEscapes(value: string): string {
  let text = value;
  for (let level = 0; level < MOST_LEVELS && MAYBE_ESCAPED.test(text); level++) {
    const decoded = text.replace(ESCAPE, decodedEscape);
    if (decoded === text) break;
    text = decoded;
  }
  return text;
}

const MAYBE_ESCAPED = /[\\&%]/;
/** JSON's escapes (and those of JavaScript and Python), XML's, and bytes in URLs. */
const ESCAPE =
  /\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|["'`\\/bfnrt])|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);|(?:%[0-9a-f]{2})+/gi;
/** What could continue as an escape after the end, with the bytes of an incomplete character. */
const UNFINISHED =
  /(?:\\(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?|&#?[0-9a-z]{0,7}|(?:%[cd][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f])?|%f[0-9a-f](?:%[89ab][0-9a-f]){0,2})(?:%[0-9a-f]?)?|%[0-9a-f]?)$/i;
const LONGEST_UNFINISHED = 12;
const SIMPLE: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/** Adds a view, and one for each layer of escapes in it. */
function addLayers(view: View, views: View[]): void {
  views.push(view);
  let last = view;
  for (let level = 0; level < MOST_LEVELS && MAYBE_ESCAPED.test(last.text); level++) {
    const next = unescaped(last);
    if (next === undefined) break;
    views.push(next);
    last = next;
  }
}

function decodedEscape(escaped: string): string {
  const [first, second = ""] = escaped;
  if (first === "%") return bytesInUrl(escaped).text;
  if (first === "&") {
    if (second !== "#") return NAMED[escaped.slice(1, -1).toLowerCase()] ?? escaped;
    const isHex = escaped[2] === "x" || escaped[2] === "X";
    return characterOf(Number.parseInt(escaped.slice(isHex ? 3 : 2, -1), isHex ? 16 : 10));
  }
  if (escaped.length > 2) return String.fromCharCode(Number.parseInt(escaped.slice(2), 16));
  return SIMPLE[second.toLowerCase()] ?? second;
}

function characterOf(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "\ufffd";
}

/** `undefined` if nothing is escaped. */
function unescaped(view: View): View | undefined {
  const { text } = view;
  const tail = view.isOpen ? (UNFINISHED.exec(text.slice(-LONGEST_UNFINISHED))?.[0].length ?? 0) : 0;
  const length = withoutBackslashes(text, text.length - tail, view.isOpen);
  const source = text.slice(0, length);
  const decoded = source.replace(ESCAPE, decodedEscape);
  if (decoded === text) return undefined;
  return new DecodedView(view, decoded, view.hasWords, view.isOpen, (place) => {
    let from = 0;
    for (const { 0: found, index } of source.matchAll(ESCAPE)) {
      for (; from < index; from++) place(from, from + 1);
      from = index + found.length;
      if (found.startsWith("%")) {
        for (const [start, end] of bytesInUrl(found).places) place(index + 3 * start, index + 3 * end);
      } else for (const _ of decodedEscape(found).split("")) place(index, from);
    }
    for (; from < length; from++) place(from, from + 1);
  });
}

/** Backslashes at the end of a string that was cut off belong to what follows. */
function withoutBackslashes(text: string, length: number, isOpen: boolean): number {
  let end = length;
  while (isOpen && end > 0 && text[end - 1] === "\\") end--;
  return end;
}

/** A decoded view. It computes where its characters come from only when something is found, which is rare. */
class DecodedView implements View {
  readonly #source: View;
  readonly #placeAll: (place: Place) => void;
  #places: { readonly starts: Int32Array; readonly ends: Int32Array } | undefined;

  readonly text: string;
  readonly hasWords: boolean;
  readonly isOpen: boolean;

  constructor(
    source: View,
    text: string,
    hasWords: boolean,
    isOpen: boolean,
    placeAll: (place: Place) => void,
  ) {
    this.text = text;
    this.hasWords = hasWords;
    this.isOpen = isOpen;
    this.#source = source;
    this.#placeAll = placeAll;
  }

  startOf(index: number): number {
    return this.#placed().starts[index] ?? 0;
  }

  endOf(index: number): number {
    return this.#placed().ends[index - 1] ?? 0;
  }

  #placed(): { readonly starts: Int32Array; readonly ends: Int32Array } {
    if (this.#places !== undefined) return this.#places;
    const starts = new Int32Array(this.text.length);
    const ends = new Int32Array(this.text.length);
    let index = 0;
    this.#placeAll((start, end) => {
      starts[index] = this.#source.startOf(start);
      ends[index] = this.#source.endOf(end);
      index++;
    });
    this.#places = { starts, ends };
    return this.#places;
  }
}

/**
 * Decodes `%C3%A4%FF` as UTF-8 if possible, or else byte by byte. Also returns the first byte of each character, and
 * the one after the last.
 */
function bytesInUrl(escapes: string): {
  readonly text: string;
  readonly places: readonly [number, number][];
} {
  const bytes = Uint8Array.from({ length: escapes.length / 3 }, (_, index) =>
    Number.parseInt(escapes.slice(3 * index + 1, 3 * index + 3), 16),
  );
  const places: [number, number][] = [];
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfCharacter(bytes[at] ?? 0);
    const decoded = length === 1 ? undefined : utf8Character(bytes.subarray(at, at + length));
    const character = decoded ?? String.fromCharCode(bytes[at] ?? 0);
    const end = decoded === undefined ? at + 1 : at + length;
    text += character;
    for (const _ of character.split("")) places.push([at, end]);
    at = end;
  }
  return { text, places };
}

function lengthOfCharacter(first: number): number {
  if (first < 0xc2) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
/** What stands for bytes that aren't UTF-8. */
const REPLACEMENT = "\ufffd";

/** A decoder that throws takes ten times as long where bytes are wrong. */
function utf8Character(bytes: Uint8Array): string | undefined {
  const text = UTF8.decode(bytes);
  const isWrong =
    text.includes(REPLACEMENT) && !(bytes[0] === 0xef && bytes[1] === 0xbf && bytes[2] === 0xbd);
  return isWrong ? undefined : text;
}

const EACH_ALIGNMENT = [[0], [1], [2], [3]];
const ALL_ALIGNMENTS = [[0, 1, 2, 3]];

/**
 * Decodes the base64 in a string, byte by byte, starting at its first, second, third or fourth digit, one after another. It
 * isn't known where a string turns into base64.
 */
function base64Views(view: View): View[] {
  const { text, isOpen } = view;
  const runs = base64Runs(text, isOpen);
  if (runs.length === 0) return [];
  const reachesEnd = isOpen && runs.at(-1)?.end === text.length;
  const length = runs.reduce((sum, { start, end }) => sum + end - start, 0);
  // Only where the text was cut off does it matter where each of them ends.
  return (reachesEnd ? EACH_ALIGNMENT : ALL_ALIGNMENTS).map((alignments) => {
    const bytes = new Uint8Array(alignments.length * length);
    let count = 0;
    for (const skipped of alignments) {
      for (const run of runs) count = decodeRun(text, run, skipped, bytes, count);
    }
    return new DecodedView(view, latin1Of(bytes.subarray(0, count)), false, reachesEnd, (place) => {
      for (const skipped of alignments) for (const run of runs) placeRun(text, run, skipped, place);
    });
  });
}
