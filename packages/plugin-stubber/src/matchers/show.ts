import { isBytes, isStreamed } from "../checks/check-value.js";
import { isMatcher } from "./any.js";

const LONGEST_TEXT = 120;
const MOST_MEMBERS = 20;
const DEEPEST = 6;

/** A value as a program would write it, in one line of limited length: `{ Bucket: "b", Tags: ["a"] }`. */
export function show(value: unknown, depth = 0): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT - 3)}...` : value);
    case "bigint":
      return `${value}n`;
    case "function":
      return value.name === "" ? "a function" : `the function ${value.name}`;
    case "object":
      return value === null ? "null" : showObject(value, depth);
    default:
      return String(value);
  }
}

function showObject(value: object, depth: number): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : value.toISOString();
  if (isBytes(value)) return `${value.byteLength} bytes`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (isMatcher(value)) return showMatcher(value);
  if (value instanceof Set) return `Set ${showObject([...value], depth)}`;
  if (value instanceof Map) return `Map ${showObject(Object.fromEntries(value), depth)}`;
  // Its members say nothing of what it contains. A server's request has the headers of its caller there.
  if (isStreamed(value)) return `a ${value.constructor?.name ?? "stream"}`;
  if (depth >= DEEPEST) return Array.isArray(value) ? "[...]" : "{...}";
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_MEMBERS).map((item: unknown) => show(item, depth + 1));
    if (value.length > MOST_MEMBERS) items.push(`... ${value.length - MOST_MEMBERS} more`);
    return `[${items.join(", ")}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null && !Object.keys(value).length) {
    return `a ${value.constructor.name}`;
  }
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  const members = entries
    .slice(0, MOST_MEMBERS)
    .map(([name, content]) => `${showName(name)}: ${show(content, depth + 1)}`);
  if (entries.length > MOST_MEMBERS) members.push(`... ${entries.length - MOST_MEMBERS} more`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function showName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function showMatcher(matcher: object): string {
  // Those of Vitest and Jest say what they are: `ObjectContaining {...}`.
  if ("toAsymmetricMatcher" in matcher && typeof matcher.toAsymmetricMatcher === "function") {
    return String(matcher.toAsymmetricMatcher());
  }
  const text = String(matcher);
  return text === "[object Object]" ? "a matcher" : text;
}
