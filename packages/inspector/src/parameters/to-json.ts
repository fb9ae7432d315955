/** Values that JSON has no word for: bytes as `{ base64 }` or as text, dates as ISO strings. */
export function jsonReady(value: unknown): unknown {
  if (value instanceof Uint8Array) return bytesAsText(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map(jsonReady);
  if (typeof value !== "object" || value === null) return value;
  const ready: Record<string, unknown> = Object.create(null);
  for (const [name, inner] of Object.entries(value)) ready[name] = jsonReady(inner);
  return ready;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as text where they are UTF-8 without control characters, else in base64. */
export function bytesAsText(bytes: Uint8Array): string | { readonly base64: string } {
  const text = readableText(bytes);
  return text ?? { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64") };
}

/** Bytes as text where they are UTF-8 that a person can read, else `undefined`. */
export function readableText(bytes: Uint8Array): string | undefined {
  try {
    const text = strict.decode(bytes);
    return /[^\P{Cc}\t\n\f\r]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
