import { readableText } from "../parameters/to-json.js";

/** A call, with the names that SDKs use. */
export interface Call {
  readonly serviceId: string;
  readonly service: string;
  readonly cli: string;
  readonly operation: string;
  readonly region: string;
  readonly payload: string | undefined;
  /** Blobs as bytes, timestamps as dates. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** SDKs accept a string for a blob, and a string is readable. */
export function textForBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return readableText(value) ?? value;
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(textForBytes);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, textForBytes(item)]));
}
