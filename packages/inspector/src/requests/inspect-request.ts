import { type AwsChunkedBody, decodeAwsChunked } from "../http/aws-chunked.js";
import { checkChecksums } from "../http/checksums.js";
import { contentEncodings, DecodingError, decodeContent } from "../http/content-encoding.js";
import { percentDecode } from "../http/percent-encoding.js";
import type { ReadBody } from "../http/read-body.js";
import { identifyRequest, type UnnamedRequest } from "../services/identify-request.js";
import { findAuthorization } from "../sigv4/authorization.js";
import type { InspectorCredentials, SignatureReport } from "../sigv4/signature-report.js";
import { type SignedRequest, verifySignature } from "../sigv4/verify-signature.js";
import type { RequestProblem } from "./inspected-request.js";
import { RecordedRequest } from "./recorded-request.js";

/** A request as HTTP delivered it. */
export interface ArrivedRequest {
  readonly time: Date;
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** HTTP's own trailers, lower-case names. */
  readonly trailers: Readonly<Record<string, string>>;
  readonly body: ReadBody;
  /** What the HTTP parser already found wrong. */
  readonly problem: RequestProblem | undefined;
}

/** The settings for checking a request. */
export interface InspectionRules {
  readonly credentials: readonly InspectorCredentials[];
  readonly maxBodyBytes: number;
}

/** Decodes, names and checks a request. Never throws: a mistake becomes the request's `problem`. */
export async function inspectRequest(
  arrived: ArrivedRequest,
  rules: InspectionRules,
  id = 0,
): Promise<RecordedRequest> {
  const headers = joinedHeaders(arrived.rawHeaders);
  const { path, rawQuery } = splitTarget(arrived.url);
  const { method, rawHeaders } = arrived;
  const wireBody = arrived.body.bytes;
  let problem = arrived.problem ?? bodyProblem(arrived, headers, rules) ?? headProblem(arrived, headers);
  const read = arrived.body.outcome === "complete";

  const encodings = contentEncodings(headers["content-encoding"]);
  let framed: AwsChunkedBody | undefined;
  let body: Uint8Array = new Uint8Array();
  if (read) {
    try {
      framed = isAwsChunked(encodings, headers) ? decodeAwsChunked(wireBody) : undefined;
      problem ??= lengthProblem(headers, framed) ?? trailerProblem(headers, framed);
      body = await decodeContent(framed?.payload ?? wireBody, encodings, rules.maxBodyBytes);
    } catch (error) {
      if (isStored(error, { method, path, rawQuery, headers, body })) body = framed?.payload ?? wireBody;
      else problem ??= decodingProblem(error);
    }
  }

  const identity = identifyRequest({ method, path, rawQuery, headers, body });
  const trailers = { ...arrived.trailers, ...framed?.trailers };
  const signed = { method, path, rawQuery, headers, rawHeaders, wireBody, chunks: framed?.chunks, trailers };
  const signature = read
    ? verifySignature(signed, rules.credentials, arrived.time.getTime())
    : unreadSignature(signed);
  return new RecordedRequest(id, {
    ...identity,
    time: arrived.time,
    method,
    httpVersion: arrived.httpVersion,
    url: arrived.url,
    path,
    query: new URLSearchParams(rawQuery),
    headers,
    rawHeaders,
    wireBody,
    body,
    wireBytes: arrived.body.seen,
    contentEncoding: headers["content-encoding"],
    trailers,
    signature,
    // A completed multipart upload has the checksum of the object, not of its body.
    checksums:
      read && identity.operation !== "CompleteMultipartUpload"
        ? checkChecksums(headers, trailers, framed?.payload ?? wireBody, presignedChecksums(rawQuery))
        : [],
    problem,
  });
}

/** S3 stores an object as it comes, whatever its content encoding says: "base64" and "zstd" are common ones. */
function isStored(error: unknown, request: UnnamedRequest): boolean {
  return (
    error instanceof DecodingError && error.kind !== "too-large" && identifyRequest(request).service === "s3"
  );
}

/** A presigned URL has headers in its query, including checksums, and stores compare those too. */
function presignedChecksums(rawQuery: string): Record<string, string> {
  const query = new URLSearchParams(rawQuery);
  if (!query.has("X-Amz-Signature")) return {};
  const checksums: Record<string, string> = Object.create(null);
  for (const [name, value] of query) {
    if (name.toLowerCase().startsWith("x-amz-checksum-")) checksums[name.toLowerCase()] = value;
  }
  return checksums;
}

/** A signature covers the body's hash, so without the body there is nothing to compare. */
function unreadSignature(request: SignedRequest): SignatureReport {
  const found = findAuthorization(request);
  if (found.state !== "sigv4") return found;
  return {
    state: "unchecked",
    valid: false,
    scheme: found.authorization.scheme,
    reason: "not checked: the body didn't arrive completely",
  };
}

function joinedHeaders(rawHeaders: ArrivedRequest["rawHeaders"]): Record<string, string> {
  // Without a prototype: "__proto__" is a legal header name.
  const headers: Record<string, string> = Object.create(null);
  for (const [rawName, value] of rawHeaders) {
    const name = rawName.toLowerCase();
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  // HTTP/2's name for it.
  const authority = headers[":authority"];
  if (authority !== undefined) headers["host"] ??= authority;
  return headers;
}

/** The target is a path and a query, or a whole URL if the client uses the inspector as a proxy. */
function splitTarget(url: string): { path: string; rawQuery: string } {
  const target = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, "");
  const question = target.indexOf("?");
  const path = question < 0 ? target : target.slice(0, question);
  return { path: path || "/", rawQuery: question < 0 ? "" : target.slice(question + 1) };
}

function isAwsChunked(encodings: readonly string[], headers: Readonly<Record<string, string>>): boolean {
  const declared = headers["x-amz-content-sha256"] ?? "";
  // Events have another framing, and are read as they arrive.
  if (declared === "STREAMING-AWS4-HMAC-SHA256-EVENTS") return false;
  return encodings.includes("aws-chunked") || declared.startsWith("STREAMING-");
}

function bodyProblem(
  { body }: ArrivedRequest,
  headers: Readonly<Record<string, string>>,
  rules: InspectionRules,
): RequestProblem | undefined {
  if (body.outcome === "too-large") return tooLarge(`the body has more than ${rules.maxBodyBytes} bytes`);
  if (body.outcome === "complete") return undefined;
  if (body.outcome === "crowded") return CROWDED;
  const announced = headers["content-length"];
  const of = announced === undefined ? "" : ` of the ${announced} announced`;
  return { status: 400, code: "IncompleteBody", message: `the body ended after ${body.seen} bytes${of}` };
}

const CROWDED: RequestProblem = {
  status: 503,
  code: "SlowDown",
  message: "there are too many large bodies in memory. Try again",
};

function headProblem(
  arrived: ArrivedRequest,
  headers: Readonly<Record<string, string>>,
): RequestProblem | undefined {
  if (headers["host"] === undefined && arrived.httpVersion !== "1.0") {
    return { status: 400, code: "BadRequest", message: "the request has no host header" };
  }
  try {
    percentDecode(arrived.url);
    return undefined;
  } catch (error) {
    return { status: 400, code: "InvalidURI", message: `the URL is malformed: ${messageOf(error)}` };
  }
}

function lengthProblem(
  headers: Readonly<Record<string, string>>,
  framed: AwsChunkedBody | undefined,
): RequestProblem | undefined {
  const declared = headers["x-amz-decoded-content-length"];
  if (framed === undefined || declared === undefined || Number(declared) === framed.payload.length)
    return undefined;
  const message = `x-amz-decoded-content-length says ${declared}, the chunks have ${framed.payload.length} bytes`;
  return { status: 400, code: "IncompleteBody", message };
}

/** S3's MalformedTrailerError: a checksum that was announced for the end of the body has to arrive. */
function trailerProblem(
  headers: Readonly<Record<string, string>>,
  framed: AwsChunkedBody | undefined,
): RequestProblem | undefined {
  if (framed === undefined) return undefined;
  const announced = (headers["x-amz-trailer"] ?? "").toLowerCase().split(",");
  const missing = announced
    .map((name) => name.trim())
    .find((name) => name !== "" && !(name in framed.trailers));
  if (missing === undefined) return undefined;
  const message = `x-amz-trailer announces ${missing}, which didn't arrive`;
  return { status: 400, code: "MalformedTrailerError", message };
}

function decodingProblem(error: unknown): RequestProblem {
  if (error instanceof DecodingError) {
    if (error.kind === "too-large") return tooLarge(error.message);
    if (error.kind === "unknown-encoding") {
      return { status: 415, code: "UnsupportedContentEncoding", message: error.message };
    }
  }
  return { status: 400, code: "InvalidRequest", message: messageOf(error) };
}

function tooLarge(message: string): RequestProblem {
  return { status: 413, code: "RequestEntityTooLarge", message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
