import type { AwsChunk } from "../http/aws-chunked.js";
import { sha256Hex } from "./canonical-request.js";

/** What the signatures of an aws-chunked body depend on. */
export interface SignedChunks {
  /** The name of the algorithm of the request's head. */
  readonly algorithm: string;
  /** Whether a signature is one of the string. */
  readonly isSignature: (toSign: string, signature: string) => boolean;
  readonly amzDate: string;
  /** The scope without the access key id. */
  readonly scope: string;
  /** The signature of the request's head, from which the chain starts. */
  readonly seedSignature: string;
  readonly chunks: Iterable<AwsChunk>;
  readonly trailers: Readonly<Record<string, string>>;
  /** Whether the trailers are signed: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER. */
  readonly signedTrailer: boolean;
}

const EMPTY_HASH = sha256Hex(new Uint8Array());

/**
 * Which chunk's signature is wrong, or `undefined` if all are right. Each one covers its chunk and the signature before
 * it. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function chunkFault(body: SignedChunks): string | undefined {
  let previous = body.seedSignature;
  let number = 0;
  for (const { data, signature } of body.chunks) {
    number += 1;
    const toSign = textOf(body, "PAYLOAD", [previous, EMPTY_HASH, sha256Hex(data)]);
    if (signature === undefined) return `chunk ${number} of the body has no chunk-signature`;
    if (!body.isSignature(toSign, signature))
      return `the signature of chunk ${number} doesn't match its ${data.length} bytes`;
    previous = signature.replace(/\*+$/, "");
  }
  if (!body.signedTrailer) return undefined;
  const { "x-amz-trailer-signature": signature, ...trailers } = body.trailers;
  const text = Object.entries(trailers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`)
    .join("");
  const toSign = textOf(body, "TRAILER", [previous, sha256Hex(Buffer.from(text, "latin1"))]);
  const isRight = signature !== undefined && body.isSignature(toSign, signature);
  return isRight ? undefined : "the signature of the trailers doesn't match";
}

function textOf(
  { algorithm, amzDate, scope }: SignedChunks,
  what: "PAYLOAD" | "TRAILER",
  lines: readonly string[],
): string {
  return [`${algorithm}-${what}`, amzDate, scope, ...lines].join("\n");
}
