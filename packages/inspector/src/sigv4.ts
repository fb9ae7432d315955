import { createHmac } from "node:crypto";
import { findAuthorization, type SigV4Authorization } from "./authorization.js";
import type { AwsChunk } from "./aws-chunked.js";
import { canonicalRequest, sha256Hex, stringToSign } from "./canonical-request.js";
import { chunkFault } from "./chunk-signatures.js";
import type { InspectorCredentials, SignatureFault, SignatureReport } from "./signature-report.js";

/** What `verifySignature` needs of a request. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  /** The raw query, without the question mark. */
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly wireBody: Uint8Array;
  /** The aws-chunked body's parts, when it has that framing and could be taken apart. */
  readonly chunks?: readonly AwsChunk[] | undefined;
  readonly trailers?: Readonly<Record<string, string>> | undefined;
}

/** AWS refuses a request whose clock is off by more than this. */
const MAX_SKEW_MS = 15 * 60_000;

/** What may stand for the body in a signature: its hash, or that it is not signed, or signed in chunks. */
const PAYLOAD_HASHES = /^(?:[0-9a-fA-F]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)$/;

/** Services that sign the path as it is, neither normalized nor encoded a second time. */
const S3_SIGNING_NAMES = new Set(["s3", "s3express", "s3-object-lambda", "s3-outposts"]);

/**
 * Checks a request's SigV4 signature the way that AWS does: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html.
 * It shares no code with the SDK's signer.
 * @param now the time that dates are compared with, in milliseconds since 1970.
 */
export function verifySignature(
  request: SignedRequest,
  credentials: readonly InspectorCredentials[],
  now: number = Date.now(),
): SignatureReport {
  const found = findAuthorization(request);
  if (found.state !== "sigv4") return found;
  const auth = found.authorization;

  let canonical: string | undefined;
  let toSign: string | undefined;
  const invalid = (fault: SignatureFault, reason: string): SignatureReport => ({
    state: "invalid",
    valid: false,
    kind: auth.kind,
    fault,
    reason,
    scope: auth.scope,
    canonicalRequest: canonical,
    stringToSign: toSign,
  });

  const known = credentials.find(({ accessKeyId }) => accessKeyId === auth.scope.accessKeyId);
  if (known === undefined) {
    const told = credentials.map(({ accessKeyId }) => accessKeyId).join(", ");
    return invalid(
      "unknown-access-key",
      `access key id ${auth.scope.accessKeyId} is not one that the inspector was told (${told})`,
    );
  }
  const early = tokenFault(auth, known) ?? timeFault(auth, now) ?? headerFault(auth, request);
  if (early !== undefined) return invalid(...early);

  const isS3 = S3_SIGNING_NAMES.has(auth.scope.service);
  const declaredHash = request.headers["x-amz-content-sha256"] ?? auth.payloadHash;
  const payloadHash =
    declaredHash ?? (auth.kind === "presigned" && isS3 ? "UNSIGNED-PAYLOAD" : sha256Hex(request.wireBody));
  if (!PAYLOAD_HASHES.test(payloadHash)) {
    return invalid(
      "malformed",
      `x-amz-content-sha256 is "${payloadHash}", neither a SHA-256 nor a known word`,
    );
  }
  try {
    canonical = canonicalRequest({
      ...request,
      signedHeaders: auth.signedHeaders,
      payloadHash,
      pathStyle: isS3 ? "s3" : "normalized",
    });
  } catch (error) {
    return invalid("malformed", error instanceof Error ? error.message : String(error));
  }
  const { scope } = auth;
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  toSign = stringToSign(auth.amzDate, scopeText, canonical);
  const key = signingKey(known.secretAccessKey, scope.date, scope.region, scope.service);
  const expected = createHmac("sha256", key).update(toSign).digest("hex");

  const changed = payloadFault(payloadHash, request.wireBody);
  if (expected !== auth.signature) {
    const parts = declaredHash === undefined && request.wireBody.length > 0 ? ", the body" : "";
    return invalid(
      "mismatch",
      `signature does not match: the method, path, query, a signed header (${auth.signedHeaders.join(", ")})` +
        `${parts} or the secret key is not what was signed${changed === undefined ? "" : `; also, ${changed}`}`,
    );
  }
  if (changed !== undefined) return invalid("payload-changed", changed);
  if (request.chunks !== undefined && payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")) {
    const fault = chunkFault({
      key,
      amzDate: auth.amzDate,
      scope: scopeText,
      seedSignature: auth.signature,
      chunks: request.chunks,
      trailers: request.trailers ?? {},
      signedTrailer: payloadHash.endsWith("-TRAILER"),
    });
    if (fault !== undefined) return invalid("chunk-mismatch", fault);
  }
  return {
    state: "valid",
    valid: true,
    kind: auth.kind,
    scope,
    signedHeaders: auth.signedHeaders,
    payload: payloadHash.startsWith("STREAMING-")
      ? "streaming"
      : payloadHash === "UNSIGNED-PAYLOAD"
        ? "unsigned"
        : "signed",
  };
}

/** The key of a day, a region and a service: HMACs of one another, so that the secret key itself never signs. */
export function signingKey(secretAccessKey: string, date: string, region: string, service: string): Buffer {
  let key = Buffer.from(`AWS4${secretAccessKey}`, "utf8");
  for (const part of [date, region, service, "aws4_request"]) {
    key = createHmac("sha256", key).update(part, "latin1").digest();
  }
  return key;
}

type Fault = [fault: SignatureFault, reason: string];

function tokenFault(auth: SigV4Authorization, known: InspectorCredentials): Fault | undefined {
  if (auth.sessionToken === known.sessionToken) return undefined;
  const reason =
    known.sessionToken === undefined
      ? `a session token was sent, but ${known.accessKeyId} has none`
      : auth.sessionToken === undefined
        ? `the session token of ${known.accessKeyId} is missing (x-amz-security-token)`
        : `the session token is not that of ${known.accessKeyId}`;
  return ["session-token", reason];
}

function timeFault(auth: SigV4Authorization, now: number): Fault | undefined {
  const { amzDate, scope } = auth;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time)) return ["malformed", `the signature's date "${amzDate}" is not YYYYMMDDTHHMMSSZ`];
  if (!amzDate.startsWith(scope.date)) {
    return ["malformed", `the scope's date ${scope.date} is not the day of the signature's date ${amzDate}`];
  }
  const skew = time - now;
  const limit = `AWS allows ${MAX_SKEW_MS / 60_000} minutes`;
  if (skew > MAX_SKEW_MS) {
    return ["clock-skew", `the request was signed ${duration(skew)} in the future; ${limit}`];
  }
  if (auth.expires !== undefined) {
    const late = now - (time + auth.expires * 1000);
    if (late <= 0) return undefined;
    return ["expired", `the presigned URL expired ${duration(late)} ago (X-Amz-Expires=${auth.expires})`];
  }
  if (-skew > MAX_SKEW_MS) return ["clock-skew", `the request was signed ${duration(-skew)} ago; ${limit}`];
  return undefined;
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function headerFault(auth: SigV4Authorization, request: SignedRequest): Fault | undefined {
  if (!auth.signedHeaders.includes("host")) return ["unsigned-header", "the host header is not signed"];
  const missing = auth.signedHeaders.filter((name) => request.headers[name] === undefined);
  if (missing.length > 0) {
    return ["missing-header", `signed but not in the request: ${missing.join(", ")}`];
  }
  // S3's HeadersNotSigned; the other services take such a header without a word.
  const unsigned = Object.keys(request.headers).filter(
    (name) => name.startsWith("x-amz-") && !auth.signedHeaders.includes(name),
  );
  if (unsigned.length > 0 && S3_SIGNING_NAMES.has(auth.scope.service)) {
    return ["unsigned-header", `not signed, or added after signing: ${unsigned.join(", ")}`];
  }
  return undefined;
}

function payloadFault(payloadHash: string, wireBody: Uint8Array): string | undefined {
  if (!/^[0-9a-fA-F]{64}$/.test(payloadHash)) return undefined;
  const actual = sha256Hex(wireBody);
  if (payloadHash.toLowerCase() === actual) return undefined;
  return `body was changed after signing: x-amz-content-sha256 says ${payloadHash}, the body has ${actual}`;
}
