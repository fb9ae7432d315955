import { isThenable } from "../emitter/emission.js";
import { describe, HandlerError } from "../errors.js";
import { byteLength, failureOf, isBody, isStream, sendableBody } from "./body.js";
import {
  copyOfHeaders,
  type ErrorSource,
  hasLowerCaseNames,
  lowerCaseHeaders,
  mergedTraceId,
  normalizeHeaders,
} from "./headers.js";
import { A_BODY } from "./read-body.js";
import { normalizeAddress } from "./request-address.js";
import type { Headers, HttpRequest } from "./sdk-shapes.js";

/** A request as it was before its handlers ran. */
export type Snapshot = Readonly<Omit<HttpRequest, "headers" | "query" | "port">> & {
  readonly port: number | undefined;
  readonly query: Readonly<HttpRequest["query"]>;
  readonly headers: Readonly<Headers>;
  readonly headerCount: number;
  /** The `content-length` that was measured after an earlier handler of the same event. No handler set it. */
  measuredLength: string | undefined;
};

export function snapshotOf(request: HttpRequest): Snapshot {
  const kept = { headers: { ...request.headers }, query: { ...request.query } };
  return snapshotWith(request, kept);
}

/** @param kept The request's headers and query, in objects that handlers don't get. */
function snapshotWith(
  request: HttpRequest,
  { headers, query }: Readonly<Pick<HttpRequest, "headers" | "query">>,
): Snapshot {
  const { method, protocol, hostname, path, body, port } = request;
  const headerCount = countOf(headers);
  const measuredLength = undefined;
  return { method, protocol, hostname, path, query, body, port, headers, headerCount, measuredLength };
}

export function countOf(headers: Readonly<Headers>): number {
  let count = 0;
  for (const _ in headers) count++;
  return count;
}

/** A request that can copy itself: the SDK's `HttpRequest`. */
interface Cloneable {
  clone(): HttpRequest;
}

/**
 * A copy of a request for the handlers of one attempt, and a snapshot from before they ran. The SDK sends the same request
 * object again when it retries, so without a copy a handler's changes would reach the next attempt. botocore makes a new
 * request each time. The copy is an `HttpRequest` too if the original is, since later middlewares can call its methods.
 */
export function copyForHandlers(original: HttpRequest): { request: HttpRequest; before: Snapshot } {
  const request = copyOf(original);
  if (!hasLowerCaseNames(request.headers)) request.headers = lowerCaseHeaders(request.headers);
  // Nobody changes the original's query while the handlers have the copy. Its headers would do too, but V8 reads those of
  // a copy faster: the SDK's way of adding `content-length` gives the original's a new shape in every call.
  const kept = { headers: { ...request.headers }, query: original.query };
  return { request, before: snapshotWith(request, kept) };
}

/** A request for observers: the SDK's own, or a copy if names of headers aren't in lower case. */
export function requestForObservers(request: HttpRequest): HttpRequest {
  return hasLowerCaseNames(request.headers) ? request : copyForHandlers(request).request;
}

function copyOf(original: HttpRequest & Partial<Cloneable>): HttpRequest {
  if (typeof original.clone === "function") {
    const copy = original.clone();
    copy.headers = copyOfHeaders(original.headers);
    return copy;
  }
  const query = { ...original.query };
  for (const name in query) {
    const value = query[name];
    if (Array.isArray(value)) query[name] = [...value];
  }
  return { ...original, headers: copyOfHeaders(original.headers), query };
}

/**
 * Spells the trace header as the SDK's recursionDetectionMiddleware does, unless the original request has it in lower case.
 * Libraries that patch `node:http`, such as the X-Ray SDK, look for that spelling and would otherwise add a second header.
 */
export function restoreTraceHeader(request: HttpRequest, original: HttpRequest): void {
  if (!(TRACE_ID in request.headers) || TRACE_ID in original.headers) return;
  const headers: Headers = {};
  for (const name in request.headers) {
    headers[name === TRACE_ID ? X_AMZN_TRACE_ID : name] = request.headers[name] as string;
  }
  request.headers = headers;
}

const TRACE_ID = "x-amzn-trace-id";
const X_AMZN_TRACE_ID = "X-Amzn-Trace-Id";

/** @throws HandlerError `INVALID_BODY` for what a handler set as a body and isn't one. */
export function checkBody(body: unknown, source: ErrorSource): void {
  if (isBody(body)) return;
  throw new HandlerError("INVALID_BODY", source, `set the body to ${describe(body)}. A body is ${A_BODY}`);
}

/**
 * Checks a request and completes a handler's changes to it. Runs after each handler, so that an error can name it.
 *
 * @throws HandlerError for what can't be sent.
 */
export type Normalize = (request: HttpRequest, before: Snapshot, source: ErrorSource) => void;

/** Before the SDK measures the body. A length that is already there follows the body. */
export const normalizeBeforeBuild: Normalize = (request, before, source) => {
  const changed = normalizeMembers(request, before, source);
  const { headers } = request;
  // The SDK adds a length later. A server would refuse a request with both, or read it as two.
  if (changed.includes("transfer-encoding") && !isStream(request.body)) delete headers["transfer-encoding"];
  if ("content-length" in headers) followBody(request, before, changed);
};

/**
 * After the SDK measured and computed checksums, before it signs. The length follows the body, and a trace id keeps the
 * SDK's fields. Refuses a body that no longer fits its checksum, as S3 would.
 */
export const normalizeBeforeSigning: Normalize = (request, before, source) => {
  const changed = normalizeMembers(request, before, source);
  const { headers } = request;
  // HTTP requires a host and signers sign it. Otherwise Node.js would add one that isn't signed.
  if (changed.includes("host") && !("host" in headers) && before.headers["host"] !== undefined) {
    headers["host"] = before.headers["host"];
  }
  const traceId = changed.includes(TRACE_ID) ? headers[TRACE_ID] : undefined;
  if (traceId !== undefined) headers[TRACE_ID] = mergedTraceId(traceId, before.headers[TRACE_ID]);
  refuseStaleChecksum(request, before, source);
  followBody(request, before, changed);
};

/**
 * After signing. Refuses changes to what the signature covers, except `host` and the address, which a proxy can put back. A
 * handler that sets another `authorization` has signed the request itself.
 */
export const normalizeAfterSigning: Normalize = (request, before, source) => {
  const changed = normalizeMembers(request, before, source);
  const { headers, body } = request;
  refuseStaleChecksum(request, before, source);
  followBody(request, before, changed);
  if (changed.includes("authorization")) return;
  if (changed.length === 0 && body === before.body && request.method === before.method) return;
  const signed = /^AWS4-.*SignedHeaders=([^,\s]+)/.exec(headers["authorization"] ?? "")?.[1]?.split(";");
  if (signed === undefined) return;
  const refused =
    request.method !== before.method
      ? "the method"
      : body !== before.body && !headers["x-amz-content-sha256"]?.includes("UNSIGNED-PAYLOAD")
        ? "the body"
        : signed.find((name) => name !== "host" && headers[name] !== before.headers[name]);
  if (refused === undefined) return;
  const [, service, operation] = source.eventName.split(".");
  throw new HandlerError(
    "CHANGED_AFTER_SIGNING",
    source,
    `changed ${refused.startsWith("the ") ? refused : `the header "${refused}"`} after the request was signed, so the service would refuse it. Register it for before-sign.${service}.${operation}, or for before-call.${service}.${operation} if the body has a checksum`,
  );
};

/** Checks everything that a handler can change. Returns the lower-case names of the headers that it changed. */
function normalizeMembers(request: HttpRequest, before: Snapshot, source: ErrorSource): readonly string[] {
  if (!Object.isExtensible(request)) {
    throw new HandlerError(
      "INVALID_REQUEST",
      source,
      "froze the request, which still changes. Freeze a copy",
    );
  }
  refuseBotoMembers(request, source);
  const changed = normalizeHeaders(request, before, source);
  if (request.body !== before.body) checkBody(request.body, source);
  normalizeAddress(request, before, source);
  // The next handler and the SDK couldn't change frozen headers.
  if (!Object.isExtensible(request.headers)) request.headers = { ...request.headers };
  return changed;
}

/** Members that botocore's requests have, and their names here. */
const BOTO_MEMBERS: Readonly<Record<string, string>> = {
  url: "setUrl(request, url), or request.path and request.query",
  data: "request.body",
  params: "request.query",
};

/** Values set there would be ignored. */
function refuseBotoMembers(request: HttpRequest, source: ErrorSource): void {
  for (const member in BOTO_MEMBERS) {
    if (!(member in request)) continue;
    throw new HandlerError(
      "INVALID_REQUEST",
      source,
      `set request.${member}, as in boto3, which is ignored here. Use ${BOTO_MEMBERS[member]}`,
    );
  }
}

/** @throws HandlerError `BODY_CHANGED_AFTER_CHECKSUM` */
function refuseStaleChecksum({ headers, body }: HttpRequest, before: Snapshot, source: ErrorSource): void {
  if (body === before.body) return;
  const [, service, operation] = source.eventName.split(".");
  const isOfBody = operation === "CompleteMultipartUpload" ? isDigest : isChecksum;
  const stale = Object.keys(headers).find((name) => isOfBody(name) && headers[name] === before.headers[name]);
  if (stale === undefined) return;
  throw new HandlerError(
    "BODY_CHANGED_AFTER_CHECKSUM",
    source,
    `changed the body, but "${stale}" is the checksum of the old body, so the service would refuse the request. Register it for before-call.${service}.${operation}, which runs before checksums are computed, or update the checksum too`,
  );
}

/** Updates the length if a handler changed the body or a header about its length. */
function followBody(request: HttpRequest, before: Snapshot, changed: readonly string[]): void {
  const isStale =
    request.body !== before.body ||
    changed.includes("content-length") ||
    changed.includes("transfer-encoding");
  if (isStale) setContentLength(request, before);
}

/** Rejects if the stream that a handler set as the body fails. */
export interface BodyFailure {
  bodyFailure: Promise<never> | undefined;
}

/** Converts a handler's body to one that the SDK can sign and send. Asynchronous only for a `Blob`. */
export function makeBodySendable(
  request: HttpRequest,
  before: Snapshot,
  state: BodyFailure,
): void | Promise<void> {
  if (request.body === before.body) return;
  const body = sendableBody(request.body);
  if (isThenable(body)) {
    return Promise.resolve(body).then((bytes) => {
      request.body = bytes;
    });
  }
  request.body = body;
  state.bodyFailure = failureOf(body);
}

/**
 * Sets `content-length` to the length of the body. A stream is sent in chunks without one, unless the handler set its
 * length.
 */
export function setContentLength(
  request: HttpRequest,
  before: { readonly headers: Readonly<Headers>; measuredLength?: string | undefined },
): void {
  const { headers } = request;
  const length = byteLength(request.body);
  if (length !== undefined) {
    headers["content-length"] = String(length);
    before.measuredLength = headers["content-length"];
    delete headers["transfer-encoding"];
    return;
  }
  const said = headers["content-length"];
  // A request without a body has no length: the service would wait for it.
  const isUnsaid = said === before.headers["content-length"] || said === before.measuredLength;
  if (isUnsaid || request.body === undefined) {
    delete headers["content-length"];
  }
}

/** The headers with a body's checksum. In S3's CompleteMultipartUpload they have the checksum of the object instead. */
function isChecksum(name: string): boolean {
  return (
    isDigest(name) ||
    (name.startsWith("x-amz-checksum-") && !/^x-amz-checksum-(algorithm|mode|type)$/.test(name))
  );
}

/** The headers that belong to the body in every operation. `x-amz-trailer` names a checksum that follows a stream. */
function isDigest(name: string): boolean {
  return name === "content-md5" || name === "x-amz-trailer";
}
