import { base64Of } from "./bytes.js";

/** Whether an object doesn't consist of members. */
export function isLeaf(value: object): boolean {
  return leafOf(value, 0) !== undefined;
}

/** An object that doesn't consist of members, as a string of at least the given length. */
export function leafOf(value: object, length: number): string | undefined {
  // Most are plain objects, and to ask for every class takes longer than all else that is done with them.
  if (Object.getPrototypeOf(value) === Object.prototype) return streamKind(value);
  if (value instanceof String) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (value instanceof Uint8Array) return base64Of(value.subarray(0, Math.ceil((length * 3) / 4) + 3));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Blob) return `[blob of ${value.size} bytes]`;
  return streamKind(value);
}

/** Which kind of stream a value is, or `undefined` if it isn't a stream. */
export function streamKind(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("pipe" in value && typeof value.pipe === "function") return "[stream]";
  if ("getReader" in value && typeof value.getReader === "function") return "[web stream]";
  if (Symbol.asyncIterator in value) return "[event stream]";
  return undefined;
}

/** An object whose members are those of a value. lib-dynamodb accepts maps and sets, whose members aren't properties. */
export function withMembers(value: object): object {
  if (Object.getPrototypeOf(value) === Object.prototype) return value;
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Set ? [...value] : value;
}

/** The bytes of a buffer, or of a part of one. */
export function bytesOf(value: object): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : undefined;
}
