/**
 * One way to read a text: as it stands, or with something decoded. Each of its characters knows which part of the text it
 * comes from, so that what is found in the view can be hidden in the text.
 */
export interface View {
  readonly text: string;
  /** Whether short words can be told here: not in what base64 decodes to, which is random for other text. */
  readonly hasWords: boolean;
  /** The view ends where the text was cut off. */
  readonly isOpen: boolean;
  /** Where in the text the view ends: before an escape that was cut off. */
  readonly end: number;
  /** Where in the text a character begins. */
  startOf(index: number): number;
  /** Where in the text the character before an index ends. */
  endOf(index: number): number;
}

/** JSON within JSON within a form, and more than any service does. */
const MOST_LEVELS = 5;
/** Four bytes, which is the least that is looked for in there. */
const SHORTEST_BASE64 = 6;

/**
 * A text in all readings that services make: with the escapes of JSON, XML and URLs taken off, layer by layer, and with
 * base64 decoded at each of its four alignments. All of it takes time linear in the text.
 *
 * @param isOpen The text was cut off at its end, maybe within an escape.
 */
export function viewsOf(text: string, isOpen: boolean): readonly View[] {
  const views = layersOf(text, isOpen);
  const inner = views.flatMap(base64Views).flatMap(layers);
  // Base64 in base64: only where the first layer is text, which of wrong alignments is as good as never so.
  const nested = inner.filter(({ text: decoded }) => isPrintable(decoded)).flatMap(base64Views);
  return [...views, ...inner, ...nested.flatMap(layers)];
}

/** The readings of {@link viewsOf} without those in which base64 is decoded. */
export function layersOf(text: string, isOpen: boolean): readonly View[] {
  return layers({
    text,
    hasWords: true,
    isOpen,
    end: text.length,
    startOf: (index) => index,
    endOf: (index) => index,
  });
}

/** A value as it is compared: without any escapes, since it may itself hold what looks like one. */
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
/** What may go on as an escape after the end, with the bytes of a character that is not complete. */
const UNFINISHED =
  /(?:\\(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?|&#?[0-9a-z]{0,7}|(?:%[89a-f][0-9a-f]){1,3}(?:%[0-9a-f]?)?|%[0-9a-f]?)$/i;
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

function layers(view: View): View[] {
  const views = [view];
  for (let last = view; views.length <= MOST_LEVELS && MAYBE_ESCAPED.test(last.text); ) {
    const next = unescaped(last);
    if (next === undefined) break;
    views.push(next);
    last = next;
  }
  return views;
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
  const building = new Building(view);
  let at = 0;
  for (const { 0: found, index } of text.slice(0, length).matchAll(ESCAPE)) {
    building.copy(at, index);
    at = index + found.length;
    if (found.startsWith("%")) building.bytes(bytesInUrl(found), index);
    else building.add(decodedEscape(found), index, at);
  }
  if (at === 0 && length === text.length) return undefined;
  building.copy(at, length);
  return building.view(view.hasWords, view.isOpen, length < text.length ? view.startOf(length) : view.end);
}

/** Backslashes at the end of what was cut off belong to what follows. */
function withoutBackslashes(text: string, length: number, isOpen: boolean): number {
  let end = length;
  while (isOpen && end > 0 && text[end - 1] === "\\") end--;
  return end;
}

/** A view in the making: at most as long as the one that it is decoded from. */
class Building {
  readonly #source: View;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #text = "";
  #length = 0;

  constructor(source: View) {
    this.#source = source;
    this.#starts = new Int32Array(source.text.length + 1);
    this.#ends = new Int32Array(source.text.length + 1);
  }

  /** Characters as they are. */
  copy(start: number, end: number): void {
    this.#text += this.#source.text.slice(start, end);
    for (let index = start; index < end; index++) this.#place(index, index + 1);
  }

  /** What a part of the source stands for. */
  add(decoded: string, start: number, end: number): void {
    this.#text += decoded;
    for (let index = 0; index < decoded.length; index++) this.#place(start, end);
  }

  /** The last character takes more than was known. */
  extend(end: number): void {
    if (this.#length > 0) this.#ends[this.#length - 1] = this.#source.endOf(end);
  }

  /** What bytes in a URL stand for. */
  bytes(
    { text, starts }: { readonly text: string; readonly starts: readonly number[] },
    start: number,
  ): void {
    this.#text += text;
    for (let index = 0; index < text.length; index++) {
      this.#place(start + 3 * (starts[index] ?? 0), start + 3 * (starts[index + 1] ?? 0));
    }
  }

  view(hasWords: boolean, isOpen: boolean, end: number): View {
    const starts = this.#starts;
    const ends = this.#ends;
    return {
      text: this.#text,
      hasWords,
      isOpen,
      end,
      startOf: (index) => starts[index] ?? 0,
      endOf: (index) => ends[index - 1] ?? 0,
    };
  }

  #place(start: number, end: number): void {
    this.#starts[this.#length] = this.#source.startOf(start);
    this.#ends[this.#length] = this.#source.endOf(end);
    this.#length++;
  }
}

/** `%C3%A4%FF` as text, by UTF-8 where it is, else byte by byte; with the index of the byte that each character begins at. */
function bytesInUrl(escapes: string): { readonly text: string; readonly starts: readonly number[] } {
  const bytes = Uint8Array.from({ length: escapes.length / 3 }, (_, index) =>
    Number.parseInt(escapes.slice(3 * index + 1, 3 * index + 3), 16),
  );
  const starts: number[] = [];
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfCharacter(bytes[at] ?? 0);
    const decoded = length === 1 ? undefined : utf8Character(bytes.subarray(at, at + length));
    const character = decoded ?? String.fromCharCode(bytes[at] ?? 0);
    text += character;
    for (let unit = 0; unit < character.length; unit++) starts.push(at);
    at += decoded === undefined ? 1 : length;
  }
  starts.push(bytes.length);
  // Both halves of a surrogate pair end where the pair does.
  for (let index = starts.length - 2; index > 0; index--) {
    if (starts[index] === starts[index - 1]) starts[index] = starts[index + 1] ?? bytes.length;
  }
  return { text, starts };
}

function lengthOfCharacter(first: number): number {
  if (first < 0xc2) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function utf8Character(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Base64, of URLs too, with line breaks as in mail and certificates. */
const BASE64 = /[A-Za-z0-9+/_-]+(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}/g;
const NO_DIGIT = 255;
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
for (const [value, digit] of [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
].entries()) {
  DIGITS[digit.charCodeAt(0)] = value;
}
DIGITS["-".charCodeAt(0)] = 62;
DIGITS["_".charCodeAt(0)] = 63;

/**
 * What the base64 in a text decodes to, byte by byte, if it begins at the first, second, third or fourth of its digits:
 * where a text goes over into base64 is not known.
 */
function base64Views(view: View): View[] {
  const { text, isOpen } = view;
  const runs = [...text.matchAll(BASE64)].filter(
    ({ 0: run, index }) => run.length >= SHORTEST_BASE64 || (isOpen && index + run.length === text.length),
  );
  if (runs.length === 0) return [];
  const last = runs.at(-1);
  const reachesEnd = last !== undefined && last.index + last[0].length === text.length;
  return [0, 1, 2, 3].map((skipped) => {
    const building = new Building(view);
    for (const { 0: run, index } of runs) decodeRun(run, index, skipped, building);
    return building.view(false, isOpen && reachesEnd, view.end);
  });
}

function decodeRun(run: string, index: number, skipped: number, building: Building): void {
  let bits = 0;
  let count = 0;
  let start = 0;
  let left = skipped;
  let hasDecoded = false;
  for (let at = 0; at < run.length; at++) {
    const digit = DIGITS[run.charCodeAt(at)] ?? NO_DIGIT;
    if (digit === NO_DIGIT) {
      // A line break, or padding.
      if (hasDecoded) building.extend(index + at + 1);
      continue;
    }
    if (left-- > 0) continue;
    if (count === 0) start = at;
    bits = ((bits << 6) | digit) & 0xfff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      hasDecoded = true;
      building.add(String.fromCharCode((bits >> count) & 0xff), index + start, index + at + 1);
      start = at;
    }
  }
}

function isPrintable(text: string): boolean {
  return !/[^\t\n\r\x20-\x7e]/.test(text);
}
