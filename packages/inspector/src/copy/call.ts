import { readableText } from "../parameters/to-json.js";

/** A call, by the names that SDKs have for it. */
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

/** Text is a legal blob for the SDKs, and can be read. */
export function textForBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return readableText(value) ?? value;
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(textForBytes);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, textForBytes(item)]));
}
