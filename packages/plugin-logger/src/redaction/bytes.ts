/** Chunks as one array. */
export function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** Bytes as base64, with functions that browsers have too. */
export function base64Of(bytes: Uint8Array): string {
  return btoa(latin1Of(bytes));
}

/** Some engines don't accept more arguments than this. */
const MOST_ARGUMENTS = 8192;

/** Bytes as a string with one character per byte. */
export function latin1Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += MOST_ARGUMENTS) {
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + MOST_ARGUMENTS));
  }
  return text;
}

/** Bytes as a string if they are UTF-8, or else `undefined`. Leaves out a character that is cut off at the end. */
export function utf8Of(bytes: Uint8Array, truncated: boolean): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: truncated });
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
