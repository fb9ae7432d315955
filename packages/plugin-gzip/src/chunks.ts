/** A piece of a stream; text is UTF-8. */
export type Chunk = Uint8Array | string;

/** One array of bytes of several chunks. */
export function concat(chunks: readonly Chunk[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + byteLength(chunk), 0));
  let offset = 0;
  for (const chunk of chunks) {
    const bytes = bytesOf(chunk);
    whole.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return whole;
}

/** A chunk's length in bytes. */
export function byteLength(chunk: Chunk): number {
  return bytesOf(chunk).byteLength;
}

function bytesOf(chunk: Chunk): Uint8Array {
  return typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
}
