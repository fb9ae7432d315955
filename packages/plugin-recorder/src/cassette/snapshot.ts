import {
  type Hidden,
  isSecretField,
  isSecretMember,
  type RedactRules,
  type SecretValues,
} from "@tucuxi/plugin-logger/redaction";
import type { Shape } from "@tucuxi/plugin-stubber/wire";
import { hiddenText, Placeholder, parsedJson, placeholderFor } from "./placeholder.js";

/** Stands for a parameter that is a stream. Its content isn't compared. */
export const STREAM = Symbol("stream");

/** Stands for a parameter that the user doesn't want to compare. */
export const IGNORED = Symbol("ignored");

/** How a snapshot is made. */
export interface SnapshotOptions {
  /** Which members are hidden. */
  readonly hidden: Hidden | undefined;
  /** Collects what else is hidden. */
  readonly values: SecretValues;
  /** Members that aren't compared. */
  readonly ignore?: RedactRules | undefined;
  /** Leaves out idempotency tokens. */
  readonly isInput: boolean;
}

/**
 * A copy of the current parameters or output, with placeholders for secrets. A model's maps become a `Map`, since their
 * keys are values.
 */
export function snapshot(value: unknown, shape: Shape | undefined, options: SnapshotOptions): unknown {
  return copy(value, shape, options.hidden, [options.isInput ? "input" : "output"], options);
}

function copy(
  value: unknown,
  shape: Shape | undefined,
  hidden: Hidden | undefined,
  path: readonly string[],
  options: SnapshotOptions,
): unknown {
  if (path.length > 1 && options.ignore?.hide(path, value, ignoreFailure) === true) return IGNORED;
  if (hidden === true) learnDocument(value, path.at(-1) ?? "", options.values);
  if (typeof value !== "object" || value === null) return hidden === true ? hiddenScalar(value) : value;
  if (value instanceof String)
    return hidden === true ? new Placeholder(hiddenText(String(value)), false) : String(value);
  if (value instanceof Date) return hidden === true ? new Date(0) : new Date(value);
  const bytes = bytesIn(value);
  if (bytes !== undefined) return hidden === true ? hiddenBytes(bytes) : Uint8Array.from(bytes);
  if (isStreamed(value)) return STREAM;
  if (Array.isArray(value)) {
    const element = shape?.kind === "list" ? shape.element : undefined;
    return value.map((item: unknown, index) =>
      copy(item, element, part(hidden, String(index)), [...path, String(index)], options),
    );
  }
  if (value instanceof Set)
    return new Set([...value].map((item) => copy(item, undefined, hidden, path, options)));
  if (isDecimal(value) || isNumberValue(value)) return value;
  return shape?.kind === "map" || value instanceof Map
    ? copiedMap(value, shape, hidden, path, options)
    : copiedMembers(value, shape, hidden, path, options);
}

function copiedMap(
  value: object,
  shape: Shape | undefined,
  hidden: Hidden | undefined,
  path: readonly string[],
  options: SnapshotOptions,
): unknown {
  const element = shape?.kind === "map" ? shape.element : undefined;
  const copied = new Map<string, unknown>();
  for (const [key, member] of value instanceof Map ? value : Object.entries(value)) {
    const name = String(key);
    let isHidden = part(hidden, name);
    // Metadata and headers given to a service, such as `authorization` and `set-cookie`.
    if (isHidden !== true && typeof member === "string" && isSecretField(name)) {
      options.values.add(member);
      isHidden = true;
    }
    const own = copy(member, element, isHidden, [...path, name], options);
    // The keys of a hidden map are as secret as its values. No two placeholders can be the same.
    if (hidden === true)
      copied.set(placeholderFor(name.length).replace("]", `${"-".repeat(copied.size)}]`), own);
    else copied.set(name, own);
  }
  return copied;
}

function copiedMembers(
  value: object,
  shape: Shape | undefined,
  hidden: Hidden | undefined,
  path: readonly string[],
  options: SnapshotOptions,
): unknown {
  const copied: Record<string, unknown> = {};
  const hasKey = Object.keys(value).some((name) => /^secret(?:access)?key$/i.test(name));
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || typeof member === "function" || (path.length === 1 && name === "$metadata"))
      continue;
    const memberShape = shape?.members.get(name);
    if (options.isInput && memberShape?.traits.idempotencyToken !== undefined) continue;
    let isHidden = part(hidden, name);
    // The other half of a key pair isn't secret, but nobody else needs it.
    if (hasKey && /^accesskeyid$/i.test(name)) {
      options.values.add(member);
      isHidden = true;
    }
    copied[name] = copy(member, memberShape, isHidden, [...path, name], options);
  }
  return copied;
}

/** The shortest part of a document to look for elsewhere. Shorter ones are words. */
const SHORTEST_PART = 6;

/** The parts of a hidden document are hidden separately too, since programs parse it and send what they find. */
function learnDocument(value: unknown, member: string, values: SecretValues): void {
  const bytes = typeof value === "object" && value !== null ? bytesIn(value) : undefined;
  const text = bytes === undefined ? value : textIn(bytes);
  const document = typeof text === "string" || text instanceof String ? parsedJson(String(text)) : undefined;
  if (document !== undefined) learn(document, /^secret(?:string|binary)$/i.test(member), values);
}

function learn(value: unknown, isSecret: boolean, values: SecretValues): void {
  if (typeof value === "string" && isSecret && value.length >= SHORTEST_PART) values.add(value);
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) learn(member, isSecret || isSecretMember(name), values);
}

function part(hidden: Hidden | undefined, name: string): Hidden | undefined {
  return hidden === true ? true : hidden?.get(name);
}

function hiddenScalar(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return new Placeholder(hiddenText(value), false);
    case "number":
      return 0;
    case "bigint":
      return 0n;
    case "boolean":
      return false;
    default:
      return value;
  }
}

function hiddenBytes(bytes: Uint8Array): Placeholder {
  const text = textIn(bytes);
  if (text !== undefined && isDocument(text)) return new Placeholder(hiddenText(text), true);
  // Keys keep their exact length, so a program that encrypts with them still works.
  const isKey = bytes.length === 16 || bytes.length === 24 || bytes.length === 32 || bytes.length === 64;
  return new Placeholder(isKey ? placeholderOf(bytes.length) : placeholderFor(bytes.length), true);
}

function placeholderOf(length: number): string {
  return `[redacted${"-".repeat(length - "[redacted]".length)}]`;
}

function isDocument(text: string): boolean {
  return hiddenText(text) !== placeholderFor(text.length);
}

/** Bytes as a string if they are UTF-8, or else `undefined`. */
export function textIn(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return NOT_TEXT.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text.
const NOT_TEXT = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;

function bytesIn(value: object): Uint8Array | undefined {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : undefined;
}

function isStreamed(value: object): boolean {
  return (
    value instanceof Blob ||
    Symbol.asyncIterator in value ||
    ("getReader" in value && typeof value.getReader === "function") ||
    ("pipe" in value && typeof value.pipe === "function")
  );
}

/** The SDK's `NumericValue` for decimal numbers, by shape, since it can come from any copy. */
export function isDecimal(value: object): value is { readonly string: string } {
  return (
    "type" in value && value.type === "bigDecimal" && "string" in value && typeof value.string === "string"
  );
}

/** The document client's `NumberValue`. */
export function isNumberValue(value: object): value is { readonly value: string } {
  return (
    Object.getPrototypeOf(value) !== Object.prototype &&
    String(value.constructor?.name).startsWith("NumberValue") &&
    "value" in value &&
    typeof value.value === "string"
  );
}

function ignoreFailure(): void {}
