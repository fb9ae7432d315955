import { createHmac } from "node:crypto";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { ALGORITHMS, findAuthorization, type SigV4Authorization, signedScope } from "./authorization.js";
import { type CanonicalParts, canonicalParts, canonicalText, stringToSign } from "./canonical-request.js";
import type { Guess } from "./guess.js";
import { signsLikeS3 } from "./signature-faults.js";
import { guesses } from "./signature-guesses.js";
import type { InspectorCredentials, InvalidSignature } from "./signature-report.js";
import { payloadHashOf, signingKey } from "./verify-signature.js";

/** Where a signature and its request differ. Lines are counted from 0. */
export type SignatureDifference =
  | {
      readonly where: "canonical-request" | "string-to-sign";
      readonly line: number;
      /** The line as the request that arrived gives it. */
      readonly received: string;
      /** The line as the client signed it, if that was found out. */
      readonly signed: string | undefined;
    }
  | { readonly where: "authorization" | "secret-key" | "body"; readonly line?: undefined };

/** A signature in words, with what was signed. */
export interface SignatureExplanation {
  readonly words: string;
  /** The canonical request and the string to sign of the request as it arrived. */
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** What the client signed instead, if that was found out. */
  readonly signed: { readonly canonicalRequest: string; readonly stringToSign: string } | undefined;
  /** `undefined` for a valid signature. */
  readonly difference: SignatureDifference | undefined;
}

/**
 * Explains a request's SigV4 signature. If it doesn't match, the usual mistakes between a client and its service are
 * tried until one gives the client's signature. Returns `undefined` for a request without a SigV4 signature.
 * @param others requests whose headers are tried, since they may have the value from before a header was changed.
 */
export function explainSignature(
  request: InspectedRequest,
  credentials: readonly InspectorCredentials[],
  others: readonly InspectedRequest[] = [],
): SignatureExplanation | undefined {
  const { signature } = request;
  const rawQuery = rawQueryOf(request);
  const found = findAuthorization({ headers: request.headers, rawQuery });
  if (signature.state !== "valid" && signature.state !== "invalid") return undefined;
  if (found.state !== "sigv4") {
    if (signature.state === "valid") return undefined;
    const difference = { where: "authorization" } as const;
    return { words: signature.reason, canonicalRequest: "", stringToSign: "", signed: undefined, difference };
  }
  const auth = found.authorization;
  const received = receivedParts(request, rawQuery, auth);
  const canonical = received === undefined ? "" : canonicalText(received);
  const toSign = stringToSign(auth.amzDate, signedScope(auth), canonical, ALGORITHMS[auth.scheme]);
  const base = {
    canonicalRequest: canonical,
    stringToSign: toSign,
    signed: undefined,
    difference: undefined,
  };
  if (signature.state === "valid") {
    return { ...base, words: `valid, signed by ${signature.scope.accessKeyId}` };
  }
  const known = credentials.find(({ accessKeyId }) => accessKeyId === auth.scope.accessKeyId);
  // No signature of SigV4A is made twice: nothing that is signed anew could be the same.
  const isGuessed = signature.fault === "mismatch" && auth.scheme === "SigV4";
  if (isGuessed && known !== undefined && received !== undefined) {
    const keys = new Map<string, Buffer>();
    const context = { request, rawQuery, auth, received, known, credentials, others };
    for (const guess of guesses(context)) {
      const signed = signedText(guess, auth, received, known, keys);
      if (signed.signature !== auth.signature.toLowerCase()) continue;
      return { ...base, words: guess.words, signed, difference: differenceOf(base, signed, guess) };
    }
  }
  return { ...base, ...explainFault(signature, base, auth) };
}

function rawQueryOf({ url }: InspectedRequest): string {
  const question = url.indexOf("?");
  return question < 0 ? "" : url.slice(question + 1);
}

/** `undefined` for a URL with malformed escapes. */
function receivedParts(
  request: InspectedRequest,
  rawQuery: string,
  auth: SigV4Authorization,
): CanonicalParts | undefined {
  try {
    return canonicalParts({
      method: request.method,
      path: request.path,
      rawQuery,
      rawHeaders: request.rawHeaders,
      signedHeaders: auth.signedHeaders,
      payloadHash: payloadHashOf(auth, { ...request, path: request.path, rawQuery }),
      pathStyle: signsLikeS3(auth.scope.service) ? "s3" : "normalized",
    });
  } catch {
    return undefined;
  }
}

interface SignedText {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

function signedText(
  guess: Guess,
  auth: SigV4Authorization,
  received: CanonicalParts,
  known: InspectorCredentials,
  keys: Map<string, Buffer>,
): SignedText {
  const { region, service, date } = { ...auth.scope, ...guess.scope };
  const canonical = canonicalText({ ...received, ...guess.parts });
  const toSign = stringToSign(
    guess.amzDate ?? auth.amzDate,
    `${date}/${region}/${service}/aws4_request`,
    canonical,
  );
  const secret = guess.secretAccessKey ?? known.secretAccessKey;
  const name = [secret, date, region, service].join("\0");
  const key = keys.get(name) ?? signingKey(secret, date, region, service);
  keys.set(name, key);
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  return { canonicalRequest: canonical, stringToSign: toSign, signature };
}

/** The first line that differs. The last line of a string to sign only follows from the canonical request. */
function differenceOf(
  received: { readonly canonicalRequest: string; readonly stringToSign: string },
  signed: SignedText,
  guess: Guess,
): SignatureDifference {
  if (guess.secretAccessKey !== undefined) return { where: "secret-key" };
  for (const where of ["canonical-request", "string-to-sign"] as const) {
    const field = where === "canonical-request" ? "canonicalRequest" : "stringToSign";
    const ours = received[field].split("\n");
    const theirs = signed[field].split("\n");
    const line = ours.findIndex((text, index) => text !== theirs[index]);
    if (line >= 0) return { where, line, received: ours[line] ?? "", signed: theirs[line] };
  }
  return { where: "secret-key" };
}

/** What is wrong without guessing, and the line that shows it. */
function explainFault(
  { fault, reason }: InvalidSignature,
  { canonicalRequest, stringToSign: toSign }: { canonicalRequest: string; stringToSign: string },
  auth: SigV4Authorization,
): { words: string; difference: SignatureDifference } {
  const lines = canonicalRequest.split("\n");
  const at = (line: number): SignatureDifference =>
    line < 0 || line >= lines.length
      ? { where: "authorization" }
      : { where: "canonical-request", line, received: lines[line] ?? "", signed: undefined };
  const header = (name: string): number =>
    lines.findIndex((line, index) => index > 2 && line.startsWith(`${name}:`));
  const signedHeadersLine = lines.length - 2;
  switch (fault) {
    case "clock-skew":
    case "expired":
      return { words: reason, difference: at(auth.kind === "presigned" ? 2 : dateLine(header)) };
    case "session-token":
      return {
        words: reason,
        difference: at(
          orElse(header("x-amz-security-token"), auth.kind === "presigned" ? 2 : signedHeadersLine),
        ),
      };
    case "missing-header": {
      const [missing = ""] = reason.replace(/^.*: /, "").split(", ");
      return { words: `A signed header didn't arrive: ${reason}.`, difference: at(header(missing)) };
    }
    case "unsigned-header":
      return { words: reason, difference: at(signedHeadersLine) };
    case "payload-changed":
      return { words: reason, difference: at(lines.length - 1) };
    case "chunk-mismatch":
      return { words: reason, difference: { where: "body" } };
    case "malformed": {
      const scopeLine = toSign.split("\n")[2] ?? "";
      if (!reason.includes("scope")) return { words: reason, difference: { where: "authorization" } };
      return {
        words: reason,
        difference: { where: "string-to-sign", line: 2, received: scopeLine, signed: undefined },
      };
    }
    case "unknown-access-key":
      return { words: reason, difference: { where: "authorization" } };
    case "mismatch":
      if (reason.includes("body was changed")) {
        const also = reason.replace(/^.*; also, /, "The ");
        return {
          words: `${also}. Something else was changed too, such as content-length.`,
          difference: at(lines.length - 1),
        };
      }
      return {
        words:
          `Nothing that usually goes wrong gives this signature. Most likely it was made with another secret key than ` +
          `that of ${auth.scope.accessKeyId}, or more than one of these changed after signing: the method, the path, ` +
          `the query, the headers ${auth.signedHeaders.join(", ")}.`,
        difference: { where: "secret-key" },
      };
  }
}

function dateLine(header: (name: string) => number): number {
  return orElse(header("x-amz-date"), header("date"));
}

function orElse(line: number, other: number): number {
  return line < 0 ? other : line;
}
