import { ascii } from "./ascii.js";
import { joinChunks } from "./join-chunks.js";

/** One chunk of an aws-chunked body. */
export interface AwsChunk {
  readonly data: Uint8Array;
  /** The `chunk-signature` extension, for STREAMING-AWS4-HMAC-SHA256-PAYLOAD and STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD. */
  readonly signature: string | undefined;
}

/** A parsed aws-chunked body. */
export interface AwsChunkedBody {
  /**
   * The chunks in order, up to and including the first one that isn't signed. The last chunk of a complete body is the
   * empty one that ends it. They are created on demand, since a body can have millions.
   */
  readonly chunks: Iterable<AwsChunk>;
  /** The chunks' bytes together. */
  readonly payload: Uint8Array;
  readonly trailers: Readonly<Record<string, string>>;
}

/** S3 has one trailer for each checksum, and the signature. */
const MAX_TRAILERS = 50;

/**
 * Removes the framing of an aws-chunked body: `SIZE[;chunk-signature=HEX]\r\n DATA \r\n … 0\r\n TRAILERS \r\n`.
 * @throws Error that says what is wrong with the framing, and at which byte.
 */
export function decodeAwsChunked(body: Uint8Array): AwsChunkedBody {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const signed = new SignedChunkList(bytes);
  const payload = new Payload(bytes);
  let position = 0;
  for (;;) {
    const header = chunkHeader(bytes, position);
    const { start, size } = header;
    signed.add(header);
    if (size === 0)
      return { chunks: signed, payload: payload.joined(), trailers: decodeTrailers(bytes, start) };
    position = start + size + 2;
    if (position > bytes.length) {
      throw new Error(`aws-chunked: a chunk of ${size} bytes at byte ${start} goes past the end of the body`);
    }
    if (bytes[position - 2] !== CR || bytes[position - 1] !== LF) {
      throw new Error(`aws-chunked: the chunk at byte ${start} isn't ended by CR LF`);
    }
    payload.add(start, size);
  }
}

const CR = 13;
const LF = 10;
const SEMICOLON = 59;
const SIGNATURE_FIELD = ";chunk-signature=";
const SIGNATURE_LENGTH = 64;
/** SigV4a's signatures differ in length: in chunks they are filled up with asterisks. */
const SIGV4A_SIGNATURE_LENGTH = 144;
const ASTERISK = 42;
const MAX_SIZE_DIGITS = 12;

interface ChunkHeader {
  /** Where the data starts, and how many bytes it has. */
  readonly start: number;
  readonly size: number;
  /** Where the signature starts, if there is one. */
  readonly signatureAt: number | undefined;
}

/** Reads digit by digit. A string for each of millions of chunks would take seconds and gigabytes. */
function chunkHeader(bytes: Buffer, at: number): ChunkHeader {
  let end = at;
  let size = 0;
  for (; end - at < MAX_SIZE_DIGITS; end += 1) {
    const digit = hexDigit(bytes[end]);
    if (digit < 0) break;
    size = size * 16 + digit;
  }
  let signatureAt: number | undefined;
  if (
    end > at &&
    bytes[end] === SEMICOLON &&
    bytes.toString("latin1", end, end + SIGNATURE_FIELD.length) === SIGNATURE_FIELD
  ) {
    signatureAt = end + SIGNATURE_FIELD.length;
    end = signatureAt;
    const last = signatureAt + SIGV4A_SIGNATURE_LENGTH;
    while (end < last && hexDigit(bytes[end]) >= 0) end += 1;
    while (end < last && bytes[end] === ASTERISK) end += 1;
  }
  const length = signatureAt === undefined ? undefined : end - signatureAt;
  const whole = length === undefined || length === SIGNATURE_LENGTH || length === SIGV4A_SIGNATURE_LENGTH;
  if (end > at && whole && bytes[end] === CR && bytes[end + 1] === LF)
    return { start: end + 2, size, signatureAt };
  const lineEnd = bytes.indexOf("\r\n", at);
  if (lineEnd < 0) throw new Error(`aws-chunked: no chunk header at byte ${at}; the body is cut short`);
  const line = ascii(bytes.subarray(at, Math.min(lineEnd, at + 60)));
  throw new Error(`aws-chunked: ${JSON.stringify(line)} at byte ${at} isn't a chunk header`);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Collects the data of the chunks. A single chunk, the usual case, isn't copied. */
class Payload {
  readonly #bytes: Buffer;
  #only: Uint8Array | undefined;
  #copy: Buffer | undefined;
  #length = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  add(start: number, size: number): void {
    if (this.#length === 0) {
      this.#only = this.#bytes.subarray(start, start + size);
    } else {
      // It's never larger than the body, since removing the framing only makes it shorter.
      this.#copy ??= joinChunks([this.#only ?? new Uint8Array()], this.#bytes.length - start + this.#length);
      this.#bytes.copy(this.#copy, this.#length, start, start + size);
    }
    this.#length += size;
  }

  joined(): Uint8Array {
    if (this.#copy === undefined) return this.#only ?? new Uint8Array();
    const used = this.#copy.subarray(0, this.#length);
    // If the chunks are tiny, most of the space was for framing.
    return used.length < this.#copy.length / 2 ? Buffer.from(used) : used;
  }
}

/** The signed chunks of a body, by their places in it. */
class SignedChunkList implements Iterable<AwsChunk> {
  readonly #bytes: Buffer;
  readonly #headers: ChunkHeader[] = [];
  #ended = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  add(header: ChunkHeader): void {
    if (this.#ended) return;
    this.#headers.push(header);
    this.#ended = header.signatureAt === undefined;
  }

  *[Symbol.iterator](): Generator<AwsChunk> {
    for (const { start, size, signatureAt } of this.#headers) {
      yield {
        data: this.#bytes.subarray(start, start + size),
        signature:
          signatureAt === undefined
            ? undefined
            : // The line ends behind it.
              this.#bytes.toString("latin1", signatureAt, start - 2),
      };
    }
  }
}

function decodeTrailers(bytes: Buffer, start: number): Record<string, string> {
  const trailers: Record<string, string> = Object.create(null);
  let count = 0;
  let at = start;
  while (at < bytes.length) {
    const next = bytes.indexOf(LF, at);
    const end = next < 0 ? bytes.length : next;
    const line = ascii(bytes.subarray(at, end)).replace(/\r$/, "");
    at = end + 1;
    if (line === "") continue;
    count += 1;
    if (count > MAX_TRAILERS) throw new Error(`aws-chunked: there are more than ${MAX_TRAILERS} trailers`);
    const colon = line.indexOf(":");
    if (colon < 1)
      throw new Error(`aws-chunked: the trailer ${JSON.stringify(line.slice(0, 60))} has no colon`);
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
}
