/** The chunks in one buffer, with space for more when `length` is longer than they are. */
export function joinChunks(chunks: readonly Uint8Array[], length?: number): Buffer {
  const joined = Buffer.allocUnsafeSlow(length ?? chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}
