import { createHmac } from "node:crypto";
import type { AwsChunk } from "../http/aws-chunked.js";
import { ALGORITHMS, findAuthorization, type SigV4Authorization, signedScope } from "./authorization.js";
import { canonicalRequest, sha256Hex, stringToSign } from "./canonical-request.js";
import { chunkFault } from "./chunk-signatures.js";
import {
  type Fault,
  headerFault,
  keyFault,
  payloadFault,
  payloadHashFault,
  signsLikeS3,
  timeFault,
  tokenFault,
} from "./signature-faults.js";
import type { InspectorCredentials, SignatureReport } from "./signature-report.js";
import { isSigV4aSignature, sigV4aPublicKey } from "./sigv4a.js";

/** What `verifySignature` needs of a request. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  /** The raw query, without the question mark. */
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly wireBody: Uint8Array;
  /** The parts of an aws-chunked body, if it has that framing and could be parsed. */
  readonly chunks?: Iterable<AwsChunk> | undefined;
  readonly trailers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Checks a request's SigV4 or SigV4a signature as AWS does: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html.
 * It shares no code with the SDK's signer.
 * @param now the time to compare dates with, in milliseconds since 1970.
 */
export function verifySignature(
  request: SignedRequest,
  credentials: readonly InspectorCredentials[],
  now: number = Date.now(),
): SignatureReport {
  const found = findAuthorization(request);
  if (found.state !== "sigv4") return found;
  const auth = found.authorization;
  const { scheme, kind, scope, signedHeaders } = auth;
  const invalid = ([fault, reason]: Fault, recomputed?: RecomputedSignature): SignatureReport => ({
    state: "invalid",
    valid: false,
    scheme,
    kind,
    fault,
    reason,
    scope,
    signedHeaders,
    canonicalRequest: recomputed?.canonical,
    stringToSign: recomputed?.toSign,
  });

  const known = credentials.find(({ accessKeyId }) => accessKeyId === scope.accessKeyId);
  if (known === undefined) return invalid(keyFault(auth, credentials));
  const payloadHash = payloadHashOf(auth, request);
  const early =
    tokenFault(auth, known) ??
    timeFault(auth, now) ??
    headerFault(auth, request.headers) ??
    payloadHashFault(payloadHash);
  if (early !== undefined) return invalid(early);

  let recomputed: RecomputedSignature;
  try {
    recomputed = recompute(request, auth, known, payloadHash);
  } catch (error) {
    return invalid(["malformed", error instanceof Error ? error.message : String(error)]);
  }
  const late =
    mismatchFault(request, auth, recomputed) ??
    payloadFault(payloadHash, request.wireBody) ??
    streamingFault(request, auth, recomputed);
  if (late !== undefined) return invalid(late, recomputed);
  return {
    state: "valid",
    valid: true,
    scheme,
    kind,
    scope,
    signedHeaders,
    canonicalRequest: recomputed.canonical,
    stringToSign: recomputed.toSign,
    payload: payloadKind(payloadHash),
  };
}

/** What the signature was made from, and how signatures are checked. */
interface RecomputedSignature {
  readonly payloadHash: string;
  readonly canonical: string;
  readonly toSign: string;
  readonly algorithm: string;
  /** The scope without the access key id. */
  readonly scope: string;
  readonly isSignature: (toSign: string, signature: string) => boolean;
}

function recompute(
  request: SignedRequest,
  auth: SigV4Authorization,
  known: InspectorCredentials,
  payloadHash: string,
): RecomputedSignature {
  const canonical = canonicalRequest({
    ...request,
    signedHeaders: auth.signedHeaders,
    payloadHash,
    pathStyle: signsLikeS3(auth.scope.service) ? "s3" : "normalized",
  });
  const scope = signedScope(auth);
  const algorithm = ALGORITHMS[auth.scheme];
  const toSign = stringToSign(auth.amzDate, scope, canonical, algorithm);
  return { payloadHash, canonical, toSign, algorithm, scope, isSignature: signatureCheck(auth, known) };
}

function signatureCheck(
  { scheme, scope }: SigV4Authorization,
  known: InspectorCredentials,
): RecomputedSignature["isSignature"] {
  if (scheme === "SigV4A") {
    const key = sigV4aPublicKey(known);
    return (toSign, signature) => isSigV4aSignature(key, toSign, signature);
  }
  const key = signingKey(known.secretAccessKey, scope.date, scope.region, scope.service);
  return (toSign, signature) => createHmac("sha256", key).update(toSign).digest("hex") === signature;
}

/** The request says what was signed for its body. S3's presigned URLs leave the body out if the request doesn't say. */
export function payloadHashOf(auth: SigV4Authorization, request: SignedRequest): string {
  const declared = declaredPayloadHash(auth, request);
  if (declared !== undefined) return declared;
  if (auth.kind === "presigned" && signsLikeS3(auth.scope.service)) return "UNSIGNED-PAYLOAD";
  return sha256Hex(request.wireBody);
}

function declaredPayloadHash(auth: SigV4Authorization, request: SignedRequest): string | undefined {
  return request.headers["x-amz-content-sha256"] ?? auth.payloadHash;
}

function mismatchFault(
  request: SignedRequest,
  auth: SigV4Authorization,
  recomputed: RecomputedSignature,
): Fault | undefined {
  if (recomputed.isSignature(recomputed.toSign, auth.signature)) return undefined;
  const body =
    declaredPayloadHash(auth, request) === undefined && request.wireBody.length > 0 ? ", the body" : "";
  const changed = payloadFault(recomputed.payloadHash, request.wireBody)?.[1];
  const reason =
    `signature doesn't match: the method, path, query, a signed header (${auth.signedHeaders.join(", ")})` +
    `${body} or the secret key isn't what was signed${changed === undefined ? "" : `; also, ${changed}`}`;
  return ["mismatch", reason];
}

function streamingFault(
  request: SignedRequest,
  auth: SigV4Authorization,
  { payloadHash, algorithm, scope, isSignature }: RecomputedSignature,
): Fault | undefined {
  if (request.chunks === undefined || !payloadHash.startsWith(`STREAMING-${algorithm}-PAYLOAD`)) {
    return undefined;
  }
  const reason = chunkFault({
    algorithm,
    isSignature,
    amzDate: auth.amzDate,
    scope,
    seedSignature: auth.signature,
    chunks: request.chunks,
    trailers: request.trailers ?? {},
    signedTrailer: payloadHash.endsWith("-TRAILER"),
  });
  return reason === undefined ? undefined : ["chunk-mismatch", reason];
}

function payloadKind(payloadHash: string): "signed" | "unsigned" | "streaming" {
  if (payloadHash.startsWith("STREAMING-")) return "streaming";
  return payloadHash === "UNSIGNED-PAYLOAD" ? "unsigned" : "signed";
}

/** The key for a day, a region and a service. It's a chain of HMACs, so the secret key itself never signs. */
export function signingKey(secretAccessKey: string, date: string, region: string, service: string): Buffer {
  let key = Buffer.from(`AWS4${secretAccessKey}`, "utf8");
  for (const part of [date, region, service, "aws4_request"]) {
    key = createHmac("sha256", key).update(part, "latin1").digest();
  }
  return key;
}
