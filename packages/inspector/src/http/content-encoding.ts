import { constants } from "node:buffer";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";

/** Why a body couldn't be decoded. */
export class DecodingError extends Error {
  override readonly name = "DecodingError";

  readonly kind: "unknown-encoding" | "corrupt" | "too-large";

  constructor(kind: DecodingError["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

type Decoder = (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const DECODERS: Readonly<Record<string, Decoder>> = {
  br: promisify<Uint8Array, { maxOutputLength: number }, Buffer>(brotliDecompress),
  deflate: promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate),
  gzip: promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip),
  "x-gzip": promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip),
};

/** The encodings in a content-encoding header, in the order they were applied. */
export function contentEncodings(header: string | undefined): string[] {
  return (header ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity");
}

/**
 * Removes content encodings, starting with the last one applied. Leaves "aws-chunked" to `decodeAwsChunked`.
 * @param maxBytes the most bytes that a layer can decode to. No more are ever kept in memory.
 * @throws DecodingError for an unknown encoding, a corrupt body, or a body over the limit.
 */
export async function decodeContent(
  payload: Uint8Array,
  encodings: readonly string[],
  maxBytes: number,
): Promise<Uint8Array> {
  const layers = encodings.filter((name) => name !== "aws-chunked").reverse();
  if (layers.length > MAX_LAYERS) {
    throw new DecodingError("unknown-encoding", `the body is encoded ${layers.length} times`);
  }
  let body = payload;
  for (const name of layers) {
    const decoder = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
    if (decoder === undefined) {
      const known = Object.keys(DECODERS).join(", ");
      throw new DecodingError(
        "unknown-encoding",
        `content-encoding "${name}" isn't known; known are ${known}`,
      );
    }
    try {
      body = await decoder(body, { maxOutputLength: Math.min(maxBytes, constants.MAX_LENGTH) });
    } catch (error) {
      throw decodingError(name, maxBytes, error);
    }
  }
  return body;
}

/** Two happen by mistake ("gzip, gzip"). More are an attack. */
const MAX_LAYERS = 4;

function decodingError(name: string, maxBytes: number, error: unknown): DecodingError {
  if (error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") {
    return new DecodingError("too-large", `the ${name} body decodes to more than ${maxBytes} bytes`, {
      cause: error,
    });
  }
  const why = error instanceof Error ? error.message : String(error);
  return new DecodingError("corrupt", `the body isn't valid ${name}: ${why}`, { cause: error });
}
