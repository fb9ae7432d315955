import { ascii } from "./ascii.js";

/** One chunk of an aws-chunked body. */
export interface AwsChunk {
  readonly data: Uint8Array;
  /** The `chunk-signature` extension, for STREAMING-AWS4-HMAC-SHA256-PAYLOAD. */
  readonly signature: string | undefined;
}

/** An aws-chunked body taken apart. */
export interface AwsChunkedBody {
  /** The chunks in order; the last one is the empty one that ends the body. */
  readonly chunks: readonly AwsChunk[];
  /** The chunks' bytes together. */
  readonly payload: Uint8Array;
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Takes the framing off an aws-chunked body: `SIZE[;chunk-signature=HEX]\r\n DATA \r\n … 0\r\n TRAILERS \r\n`.
 * @throws Error that says what is wrong with the framing, and at which byte.
 */
export function decodeAwsChunked(body: Uint8Array): AwsChunkedBody {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: AwsChunk[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", position);
    if (lineEnd < 0)
      throw new Error(`aws-chunked: no chunk header at byte ${position}; the body is cut short`);
    const header = ascii(bytes.subarray(position, Math.min(lineEnd, position + 200)));
    const match = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(header);
    if (match === null) {
      throw new Error(
        `aws-chunked: ${JSON.stringify(header.slice(0, 60))} at byte ${position} is no chunk header`,
      );
    }
    const size = Number.parseInt(match[1] ?? "", 16);
    const start = lineEnd + 2;
    chunks.push({ data: bytes.subarray(start, start + size), signature: match[2] });
    if (size === 0) return { chunks, payload: together(chunks), trailers: decodeTrailers(bytes, start) };
    position = start + size + 2;
    if (position > bytes.length) {
      throw new Error(`aws-chunked: a chunk of ${size} bytes at byte ${start} goes past the end of the body`);
    }
    if (bytes[position - 2] !== 13 || bytes[position - 1] !== 10) {
      throw new Error(`aws-chunked: the chunk at byte ${start} is not ended by CR LF`);
    }
  }
}

/** A single chunk, the usual case, is not copied. */
function together(chunks: readonly AwsChunk[]): Uint8Array {
  const full = chunks.filter(({ data }) => data.length > 0);
  return full.length === 1 && full[0] !== undefined
    ? full[0].data
    : Buffer.concat(full.map(({ data }) => data));
}

function decodeTrailers(bytes: Buffer, start: number): Record<string, string> {
  const trailers: Record<string, string> = Object.create(null);
  for (const line of ascii(bytes.subarray(start)).split(/\r?\n/)) {
    if (line === "") continue;
    const colon = line.indexOf(":");
    if (colon < 1)
      throw new Error(`aws-chunked: the trailer ${JSON.stringify(line.slice(0, 60))} has no colon`);
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
}
