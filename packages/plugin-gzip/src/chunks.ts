/** A piece of a stream. Strings are UTF-8. */
export type Chunk = Uint8Array | string;

const encoder = new TextEncoder();

/** The bytes of a chunk. */
export function bytesOf(chunk: Chunk): Uint8Array {
  return typeof chunk === "string" ? encoder.encode(chunk) : chunk;
}

/** Joins chunks into one array of bytes. */
export function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

/**
 * Joins small chunks, since handing one to zlib's thread takes 20 microseconds, even for a single line. Large ones pass
 * unchanged. It doesn't delay sending, since zlib itself emits nothing smaller than 16 KiB.
 */
export async function* joined(chunks: AsyncIterable<Chunk>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const bytes = bytesOf(chunk);
    held.push(bytes);
    length += bytes.byteLength;
    if (length < 16 * 1024) continue;
    yield concat(held);
    held = [];
    length = 0;
  }
  if (length > 0) yield concat(held);
}
