/** Called for one character after another with the part of the source that it stands for. */
export type Place = (start: number, end: number) => void;

/** Where base64 begins and ends in a string. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** Four bytes, the least to look for in base64. */
const SHORTEST_BASE64 = 6;
const NO_DIGIT = 255;
const BITS_PER_DIGIT = 6;
const BITS_PER_BYTE = 8;
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
for (const [value, digit] of [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
].entries()) {
  DIGITS[digit.charCodeAt(0)] = value;
}
DIGITS["-".charCodeAt(0)] = 62;
DIGITS["_".charCodeAt(0)] = 63;

/** Base64, also of URLs, with line breaks as in mail and certificates, and with its padding. */
export function base64Runs(text: string, isOpen: boolean): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < text.length; start++) {
    let end = endOfLine(text, start);
    if (end === start) continue;
    for (let next = afterBreak(text, end); next > end && isDigit(text, next); next = afterBreak(text, end)) {
      end = endOfLine(text, next);
    }
    for (let padding = 0; padding < 2 && text[end] === "="; padding++) end++;
    const isAtEnd = isOpen && afterBreak(text, end) === text.length;
    if (isAtEnd) end = text.length;
    if (end - start >= SHORTEST_BASE64 || isAtEnd) runs.push({ start, end });
    start = end - 1;
  }
  return runs;
}

/** The end of the base64 digits that begin here. */
function endOfLine(text: string, start: number): number {
  let end = start;
  while (isDigit(text, end)) end++;
  return end;
}

/** After a line break, which may be cut off, or the same place if there is none. */
function afterBreak(text: string, at: number): number {
  if (text[at] === "\n") return at + 1;
  if (text[at] !== "\r") return at;
  if (text[at + 1] === "\n") return at + 2;
  return at + 1 === text.length ? at + 1 : at;
}

function isDigit(text: string, at: number): boolean {
  return at < text.length && digitAt(text, at) !== NO_DIGIT;
}

/** Without a digit for line breaks and padding. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < DIGITS.length ? (DIGITS[code] ?? NO_DIGIT) : NO_DIGIT;
}

/**
 * Decodes a run of base64 without its first digits into an array, from a place on. Returns how many bytes are in the
 * array then.
 */
export function decodeRun(
  text: string,
  { start, end }: Run,
  skipped: number,
  bytes: Uint8Array,
  from: number,
): number {
  let to = from;
  let left = skipped;
  let bits = 0;
  let count = 0;
  for (let at = start; at < end; at++) {
    const digit = digitAt(text, at);
    if (digit === NO_DIGIT || left-- > 0) continue;
    bits = (bits << BITS_PER_DIGIT) | digit;
    count += BITS_PER_DIGIT;
    if (count < BITS_PER_BYTE) continue;
    count -= BITS_PER_BYTE;
    bytes[to++] = bits >> count;
  }
  return to;
}

/** The part of the text that each byte of {@link decodeRun} stands for. The last one includes the padding. */
export function placeRun(text: string, { start, end }: Run, skipped: number, place: Place): void {
  const digits: number[] = [];
  for (let at = start; at < end; at++) if (isDigit(text, at)) digits.push(at);
  const digitOf = (bit: number): number => digits[skipped + Math.floor(bit / BITS_PER_DIGIT)] ?? end;
  const bits = (digits.length - skipped) * BITS_PER_DIGIT;
  for (let bit = 0; bit + BITS_PER_BYTE <= bits; bit += BITS_PER_BYTE) {
    const isLast = bit + 2 * BITS_PER_BYTE > bits;
    place(digitOf(bit), isLast ? end : digitOf(bit + BITS_PER_BYTE - 1) + 1);
  }
}
