/** Converts values that JSON can't express: bytes to `{ base64 }` or text, dates to ISO strings. */
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

/** Bytes as text if they are UTF-8 without control characters, or else in base64. */
export function bytesAsText(bytes: Uint8Array): string | { readonly base64: string } {
  const text = readableText(bytes);
  return text ?? { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64") };
}

/** Bytes as text if they are readable UTF-8, or else `undefined`. */
export function readableText(bytes: Uint8Array): string | undefined {
  try {
    const text = strict.decode(bytes);
    return /[^\P{Cc}\t\n\f\r]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
