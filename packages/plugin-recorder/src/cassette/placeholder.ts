/** What stands in the place of a secret: `[redacted]`, filled up to a length. */
const PLACEHOLDER = /\[redacted-*\]/g;
const SHORTEST = "[redacted]".length;
const LONGEST = 4096;

/** A placeholder of a length class: the next power of two from 16 on. It tells nothing else of the secret. */
export function placeholderFor(length: number): string {
  let size = SHORTEST;
  if (length > SHORTEST) for (size = 16; size < length && size < LONGEST; ) size *= 2;
  return `[redacted${"-".repeat(size - SHORTEST)}]`;
}

/** A text without what the lengths of placeholders tell: for comparisons. */
export function withoutLengths(text: string): string {
  return text.includes("[redacted") ? text.replaceAll(PLACEHOLDER, "[redacted]") : text;
}

/** What stands in the place of a text or of bytes that were hidden as a whole: nothing is left in it to be hidden. */
export class Placeholder {
  readonly text: string;
  readonly isBytes: boolean;

  constructor(text: string, isBytes: boolean) {
    this.text = text;
    this.isBytes = isBytes;
  }
}

/** Whether nothing but placeholders, or values that stand for hidden ones, is in a text. */
export function isPlaceholder(text: string): boolean {
  if (text.replaceAll(PLACEHOLDER, "") === "") return true;
  const parsed = parsedJson(text);
  return parsed !== undefined && leavesOf(parsed).every((leaf) => isHiddenLeaf(leaf));
}

function isHiddenLeaf(leaf: unknown): boolean {
  return typeof leaf === "string" ? leaf.replaceAll(PLACEHOLDER, "") === "" : !leaf;
}

function* eachLeaf(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) yield value;
  else for (const member of Object.values(value)) yield* eachLeaf(member);
}

function leavesOf(value: unknown): unknown[] {
  return [...eachLeaf(value)];
}

/** A hidden string. One that is a JSON document stays one, with its keys: programs parse it. */
export function hiddenText(text: string): string {
  const parsed = parsedJson(text);
  return parsed === undefined ? placeholderFor(text.length) : JSON.stringify(hiddenJson(parsed));
}

function hiddenJson(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return placeholderFor(value.length);
    case "number":
      return 0;
    case "boolean":
      return false;
    default:
      if (value === null) return null;
      if (Array.isArray(value)) return value.map(hiddenJson);
      return Object.fromEntries(
        Object.entries(value as object).map(([key, member]) => [key, hiddenJson(member)]),
      );
  }
}

/** An object or array that a text is in JSON. */
export function parsedJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
