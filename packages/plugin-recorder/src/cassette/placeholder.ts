/** What replaces a secret: `[redacted]`, filled up to a length. */
const PLACEHOLDER = /\[redacted-*\]/g;
const SHORTEST = "[redacted]".length;
const LONGEST = 4096;

/**
 * A placeholder whose length is the next power of two, from 16 up. It tells nothing else about the secret. Nothing stays
 * nothing, since programs ask for that.
 */
export function placeholderFor(length: number): string {
  if (length === 0) return "";
  let size = SHORTEST;
  if (length > SHORTEST) for (size = 16; size < length && size < LONGEST; ) size *= 2;
  return `[redacted${"-".repeat(size - SHORTEST)}]`;
}

/** A string without the lengths of placeholders, for comparisons. */
export function withoutLengths(text: string): string {
  return text.includes("[redacted") ? text.replaceAll(PLACEHOLDER, "[redacted]") : text;
}

/** Replaces a string or bytes that were hidden as a whole. Nothing is left in it to hide. */
export class Placeholder {
  readonly text: string;
  readonly isBytes: boolean;

  constructor(text: string, isBytes: boolean) {
    this.text = text;
    this.isBytes = isBytes;
  }
}

/** Whether a string contains only placeholders, or values that stand for hidden ones. */
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

/** A hidden string. A JSON document stays one, with its keys, since programs parse it. */
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

/** The object or array that a string contains as JSON. */
export function parsedJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
