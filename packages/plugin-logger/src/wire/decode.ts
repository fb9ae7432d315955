import { concatBytes } from "../redaction/bytes.js";

/** Bytes without their content encodings. */
export interface Decoded {
  readonly bytes: Uint8Array;
  /** The encodings that were removed, as in the header. */
  readonly decoded: string | undefined;
  /** There is more than was decoded. */
  readonly truncated: boolean;
}

/** More layers than any client makes. */
const MOST_LAYERS = 4;

/**
 * Removes a body's content encodings, up to the limit. If only the start of a body is known, it decodes as much as it
 * can.
 *
 * @returns `undefined` for unknown encodings, or for a body that isn't what its header says.
 */
export async function decode(
  bytes: Uint8Array,
  contentEncoding: string | undefined,
  cap: number,
): Promise<Decoded | undefined> {
  const encodings = encodingsOf(contentEncoding);
  // A browser's fetch has decoded the body already, and leaves the header.
  if (encodings.length === 0 || (encodings.at(-1) === "gzip" && !isGzip(bytes))) {
    return { bytes: bytes.subarray(0, cap), decoded: undefined, truncated: bytes.byteLength > cap };
  }
  if (encodings.length > MOST_LAYERS) return undefined;
  const decompressions: DecompressionStream[] = [];
  for (const encoding of encodings.reverse()) {
    if (encoding !== "gzip" && encoding !== "deflate") return undefined;
    decompressions.push(new DecompressionStream(encoding));
  }
  const decoded = await start(bytes, decompressions, cap);
  return decoded && { ...decoded, decoded: contentEncoding };
}

/** The names in a content-encoding header. aws-chunked is a framing that the transport adds and removes. */
function encodingsOf(header = ""): string[] {
  return header
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity" && name !== "aws-chunked");
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function start(
  bytes: Uint8Array,
  decompressions: readonly DecompressionStream[],
  cap: number,
): Promise<{ readonly bytes: Uint8Array; readonly truncated: boolean } | undefined> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream() as ReadableStream<BufferSource>;
  const reader = decompressions
    .reduce((stream, decompression) => stream.pipeThrough(decompression), source as ReadableStream)
    .getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const chunks: Uint8Array[] = [];
  let room = cap;
  try {
    while (room >= 0) {
      const { value, done } = await reader.read();
      if (done) return { bytes: concatBytes(chunks), truncated: false };
      chunks.push(value.subarray(0, room));
      room -= value.byteLength;
    }
  } catch {
    // If only the start of a body is known, its end is missing here too.
    if (chunks.length === 0) return undefined;
  }
  reader.cancel().catch(() => {});
  return { bytes: concatBytes(chunks), truncated: true };
}
