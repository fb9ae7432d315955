import { createHash } from "node:crypto";
import { percentDecode, percentEncode } from "../http/percent-encoding.js";

/** The parts of a request that a SigV4 signature covers, as they were on the wire. */
export interface SignedParts {
  readonly method: string;
  readonly path: string;
  /** The raw query, without the question mark. */
  readonly rawQuery: string;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
  /** S3 signs the path as it is; every other service normalizes it and encodes it a second time. */
  readonly pathStyle: "s3" | "normalized";
}

/** The lines of a canonical request, part by part. */
export interface CanonicalParts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly signedHeaders: string;
  readonly payloadHash: string;
}

/**
 * Builds SigV4's canonical request, as a string with one character per byte.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(parts: SignedParts): string {
  return canonicalText(canonicalParts(parts));
}

/** The parts of a request in the form that is signed. */
export function canonicalParts(parts: SignedParts): CanonicalParts {
  const headers = [...parts.signedHeaders].sort();
  const values = canonicalHeaders(parts.rawHeaders);
  return {
    method: parts.method,
    path: parts.pathStyle === "s3" ? singleEncodedPath(parts.path) : doubleEncodedPath(parts.path),
    query: canonicalQuery(parts.rawQuery),
    headers: headers.map((name) => [name, values.get(name)?.join(",") ?? ""]),
    signedHeaders: headers.join(";"),
    payloadHash: parts.payloadHash,
  };
}

/** The text of a canonical request. Its first lines are the method, the path and the query; then come the headers. */
export function canonicalText(parts: CanonicalParts): string {
  const headers = parts.headers.map(([name, value]) => `${name}:${value}`);
  return [parts.method, parts.path, parts.query, ...headers, "", parts.signedHeaders, parts.payloadHash].join(
    "\n",
  );
}

/** The string that is signed: the algorithm, the time, the scope, and the hash of the canonical request. */
export function stringToSign(
  amzDate: string,
  scope: string,
  canonical: string,
  algorithm = "AWS4-HMAC-SHA256",
): string {
  return [algorithm, amzDate, scope, sha256Hex(Buffer.from(canonical, "latin1"))].join("\n");
}

/** The SHA-256 of the bytes, in lower-case hexadecimal. */
export function sha256Hex(data: Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function singleEncodedPath(path: string): string {
  const segments = path.split("/").map((segment) => percentEncode(percentDecode(segment)));
  return segments.join("/") || "/";
}

/** The path arrives encoded once. Dot segments and empty segments are removed (botocore's remove_dot_segments). */
function doubleEncodedPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(percentEncode(segment));
  }
  const last = path.endsWith("/") && kept.length > 0 ? "/" : "";
  return `/${kept.join("/")}${last}`;
}

/** Sorted by name and value, and encoded again. The signature itself isn't part of it. */
function canonicalQuery(rawQuery: string): string {
  const pairs: [name: string, value: string][] = [];
  for (const part of rawQuery.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? "" : part.slice(equals + 1);
    const encodedName = percentEncode(percentDecode(name));
    if (encodedName !== "X-Amz-Signature") pairs.push([encodedName, percentEncode(percentDecode(value))]);
  }
  return pairs
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** By character code, as SigV4 requires. localeCompare would sort by language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Values are trimmed, inner white space is folded, duplicates are joined by a comma in the order sent. */
function canonicalHeaders(rawHeaders: SignedParts["rawHeaders"]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [rawName, rawValue] of rawHeaders) {
    const name = rawName.toLowerCase();
    // Not trim(), which would remove the byte A0 as well. It can be the end of a letter in UTF-8.
    const value = rawValue.replace(/[ \t]+/g, " ").replace(/^ | $/g, "");
    const before = values.get(name);
    if (before === undefined) values.set(name, [value]);
    else before.push(value);
  }
  // HTTP/2 has the host under another name.
  const authority = values.get(":authority");
  if (authority !== undefined && !values.has("host")) values.set("host", authority);
  return values;
}
