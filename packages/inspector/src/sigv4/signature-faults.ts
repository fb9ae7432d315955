import type { SigV4Authorization } from "./authorization.js";
import { sha256Hex } from "./canonical-request.js";
import type { InspectorCredentials, SignatureFault } from "./signature-report.js";

/** AWS refuses a request whose clock is off by more than this. */
const MAX_SKEW_MS = 15 * 60_000;

/** What can represent the body in a signature: its hash, or a word for an unsigned body or one signed in chunks. */
const PAYLOAD_HASHES = /^(?:[0-9a-fA-F]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)$/;

/** Services that sign the path as it is, without normalizing it or encoding it a second time. */
const S3_SIGNING_NAMES = new Set(["s3", "s3express", "s3-object-lambda", "s3-outposts"]);

/** Whether a signing name is one of S3's, which follow their own rules. */
export function signsLikeS3(signingName: string): boolean {
  return S3_SIGNING_NAMES.has(signingName);
}

/** What is wrong with a signature, and the sentence that says so. */
export type Fault = readonly [fault: SignatureFault, reason: string];

/** The inspector doesn't know the access key id. */
export function keyFault(auth: SigV4Authorization, credentials: readonly InspectorCredentials[]): Fault {
  const told = credentials.map(({ accessKeyId }) => accessKeyId).join(", ");
  const { accessKeyId } = auth.scope;
  return [
    "unknown-access-key",
    `access key id ${accessKeyId} isn't one that the inspector was told (${told})`,
  ];
}

/** The session token must be the access key's. */
export function tokenFault(auth: SigV4Authorization, known: InspectorCredentials): Fault | undefined {
  if (auth.sessionToken === known.sessionToken) return undefined;
  const reason =
    known.sessionToken === undefined
      ? `a session token was sent, but ${known.accessKeyId} has none`
      : auth.sessionToken === undefined
        ? `the session token of ${known.accessKeyId} is missing (x-amz-security-token)`
        : `the session token isn't that of ${known.accessKeyId}`;
  return ["session-token", reason];
}

/** The signature must be recent: at most 15 minutes old, or a presigned URL that hasn't expired. */
export function timeFault(auth: SigV4Authorization, now: number): Fault | undefined {
  const { amzDate, scope } = auth;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time)) return ["malformed", `the signature's date "${amzDate}" isn't YYYYMMDDTHHMMSSZ`];
  if (!amzDate.startsWith(scope.date)) {
    return ["malformed", `the scope's date ${scope.date} isn't the day of the signature's date ${amzDate}`];
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

/** The host must be signed, the signed headers must be there, and S3 requires that every x-amz header is signed. */
export function headerFault(
  auth: SigV4Authorization,
  headers: Readonly<Record<string, string>>,
): Fault | undefined {
  if (!auth.signedHeaders.includes("host") && !auth.signedHeaders.includes(":authority"))
    return ["unsigned-header", "the host header isn't signed"];
  if (auth.scheme === "SigV4A" && auth.kind === "header" && !auth.signedHeaders.includes("x-amz-region-set"))
    return ["unsigned-header", "the header x-amz-region-set isn't signed"];
  const missing = auth.signedHeaders.filter((name) => headers[name] === undefined);
  if (missing.length > 0) {
    return ["missing-header", `signed but not in the request: ${missing.join(", ")}`];
  }
  // S3's HeadersNotSigned. The other services silently accept such a header.
  const signed = new Set(auth.signedHeaders);
  const unsigned = Object.keys(headers).filter((name) => name.startsWith("x-amz-") && !signed.has(name));
  if (unsigned.length > 0 && signsLikeS3(auth.scope.service)) {
    return ["unsigned-header", `not signed, or added after signing: ${unsigned.join(", ")}`];
  }
  return undefined;
}

/** The declared hash must be a hash, or a word that represents one. */
export function payloadHashFault(payloadHash: string): Fault | undefined {
  if (PAYLOAD_HASHES.test(payloadHash)) return undefined;
  return ["malformed", `x-amz-content-sha256 is "${payloadHash}", neither a SHA-256 nor a known word`];
}

/** The body must be the one whose hash was signed. */
export function payloadFault(payloadHash: string, wireBody: Uint8Array): Fault | undefined {
  if (!/^[0-9a-fA-F]{64}$/.test(payloadHash)) return undefined;
  const actual = sha256Hex(wireBody);
  if (payloadHash.toLowerCase() === actual) return undefined;
  const reason = `body was changed after signing: x-amz-content-sha256 says ${payloadHash}, the body has ${actual}`;
  return ["payload-changed", reason];
}
