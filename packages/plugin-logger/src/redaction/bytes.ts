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

/** Bytes as base64, by what browsers have too. */
export function base64Of(bytes: Uint8Array): string {
  return btoa(latin1Of(bytes));
}

/** More arguments than that are too many for a function of some engines. */
const MOST_ARGUMENTS = 8192;

/** Bytes as text in which each letter stands for one byte. */
export function latin1Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += MOST_ARGUMENTS) {
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + MOST_ARGUMENTS));
  }
  return text;
}

/** Bytes as the text that they are in UTF-8, or `undefined` for other bytes. A letter that is cut off at the end is left out. */
export function utf8Of(bytes: Uint8Array, truncated: boolean): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: truncated });
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
