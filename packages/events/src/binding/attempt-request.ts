import { isThenable } from "../emitter/emission.js";
import { describe, HandlerError } from "../errors.js";
import { byteLength, failureOf, isBody, sendableBody } from "../http/body.js";
import {
  isPlainObject,
  lowerCaseHeaders,
  mergedTraceId,
  type Origin,
  settleHeaders,
} from "../http/headers.js";
import { A_BODY } from "../http/read-body.js";
import type { Body, Headers, HttpRequest } from "../http/sdk-shapes.js";
import type { Call } from "./call.js";

/** What a request was before its handlers ran. */
export interface Snapshot {
  readonly headers: Readonly<Headers>;
  readonly body?: Body;
  readonly hostname: string;
}

export function snapshotOf(request: HttpRequest): Snapshot {
  return { headers: { ...request.headers }, body: request.body, hostname: request.hostname };
}

/**
 * A copy of a request for the handlers of one attempt, and what it was before they ran. The SDK sends the same
 * request object again when it retries, while botocore makes a new one: what handlers do to one attempt must not
 * reach the next. The copy is a plain object, as the SDK's own middlewares make them: keeping the class would
 * take five times as long.
 */
export function copyForHandlers(original: HttpRequest): { request: HttpRequest; before: Snapshot } {
  const headers = lowerCaseHeaders(original.headers);
  const query = { ...original.query };
  for (const name in query) {
    const value = query[name];
    if (Array.isArray(value)) query[name] = [...value];
  }
  const request = copyWith(original, headers, query);
  return { request, before: snapshotOf(request) };
}

/**
 * A request with other headers and query. Written out where it has the members of an `HttpRequest` and no more: a spread
 * of what is a spread itself, as S3's middlewares make it, has a shape of its own in each call, and the handlers and
 * checks that read from it then take a microsecond longer.
 */
function copyWith(original: HttpRequest, headers: Headers, query: HttpRequest["query"]): HttpRequest {
  if (!isSdkRequest(original)) return { ...original, headers, query };
  const { method, hostname, port, body, protocol, path, username, password, fragment } = original;
  const copy: SdkRequest = {
    method,
    hostname,
    port,
    query,
    headers,
    body,
    protocol,
    path,
    username,
    password,
    fragment,
  };
  return copy;
}

/** The members of the SDK's `HttpRequest`, which are there also where they are undefined. */
type SdkRequest = Required<HttpRequest> & Record<"username" | "password" | "fragment", string | undefined>;

/** Whether a request has all members of the SDK's, and no other: six make it an HTTP request, these five may be missing. */
function isSdkRequest(request: object): request is SdkRequest {
  return (
    Object.keys(request).length === 11 &&
    "port" in request &&
    "body" in request &&
    "username" in request &&
    "password" in request &&
    "fragment" in request
  );
}

/**
 * Gives the trace header back the spelling of the SDK's recursionDetectionMiddleware: what patches `node:http`, as
 * the X-Ray SDK does, looks for that one, and would add a second header.
 */
export function withSdkSpelling(request: HttpRequest): HttpRequest {
  if (!(TRACE_ID in request.headers)) return request;
  const { [TRACE_ID]: traceId = "", ...headers } = request.headers;
  return { ...request, headers: { ...headers, [X_AMZN_TRACE_ID]: traceId } };
}

const TRACE_ID = "x-amzn-trace-id";
const X_AMZN_TRACE_ID = "X-Amzn-Trace-Id";

/** Makes what a handler left in a request fit to be sent. Runs after each handler, to name the one at fault. */
export type Settle = (request: HttpRequest, before: Snapshot, origin: Origin) => void;

/** Before the SDK measures: headers are folded and checked; a length that is already there follows the body. */
export const settleBeforeBuild: Settle = (request, before, origin) => {
  const changed = check(request, before, origin);
  if ("content-length" in request.headers) followBody(request, before, changed);
};

/**
 * After the SDK measured and computed checksums, before it signs: the length follows the body, a trace id keeps
 * the SDK's fields, and a body that no longer fits its checksum is refused, as S3 would.
 */
export const settleBeforeSigning: Settle = (request, before, origin) => {
  const changed = check(request, before, origin);
  const { headers } = request;
  const traceId = changed.includes(TRACE_ID) ? headers[TRACE_ID] : undefined;
  if (traceId !== undefined) headers[TRACE_ID] = mergedTraceId(traceId, before.headers[TRACE_ID]);
  refuseStaleChecksum(request, before, origin);
  followBody(request, before, changed);
};

/**
 * After signing: what the signature covers may not change, except the `host` that a proxy may put back, and the
 * address. A handler that writes another `authorization` has signed the request itself.
 */
export const settleAfterSigning: Settle = (request, before, origin) => {
  const changed = check(request, before, origin);
  const { headers, body } = request;
  refuseStaleChecksum(request, before, origin);
  followBody(request, before, changed);
  if (changed.includes("authorization")) return;
  if (changed.length === 0 && body === before.body) return;
  const signed = /^AWS4-.*SignedHeaders=([^,\s]+)/.exec(headers["authorization"] ?? "")?.[1]?.split(";");
  if (signed === undefined) return;
  const refused =
    body !== before.body && !headers["x-amz-content-sha256"]?.includes("UNSIGNED-PAYLOAD")
      ? "the body"
      : signed.find((name) => name !== "host" && headers[name] !== before.headers[name]);
  if (refused === undefined) return;
  const [, service, operation] = origin.eventName.split(".");
  throw new HandlerError(
    "CHANGED_AFTER_SIGNING",
    origin,
    `changed ${refused === "the body" ? refused : `the header "${refused}"`} after the request was signed, and the service would refuse it: register it for before-sign.${service}.${operation}, or for before-call.${service}.${operation} where the body has a checksum`,
  );
};

/** With what belongs to another part of a URL; an only colon is a port's, an IPv6 address has more. */
const NO_HOSTNAME = /[\s/?#@]|^[^:]*:[^:]*$/;

/** Checks what a handler left, whatever the event, and folds the names of its headers. Gives those that it changed. */
function check(request: HttpRequest, before: Snapshot, origin: Origin): readonly string[] {
  if (!Object.isExtensible(request)) {
    throw new HandlerError(
      "INVALID_REQUEST",
      origin,
      "froze the request, which is changed on its way to the service: freeze a copy of it",
    );
  }
  const changed = settleHeaders(request, before.headers, origin);
  if (request.body !== before.body && !isBody(request.body)) {
    throw new HandlerError(
      "INVALID_BODY",
      origin,
      `set the body to ${describe(request.body)}: a body is ${A_BODY}`,
    );
  }
  checkText("method", request.method, origin);
  checkText("protocol", request.protocol, origin);
  checkText("hostname", request.hostname, origin);
  checkText("path", request.path, origin);
  if (request.hostname !== before.hostname && NO_HOSTNAME.test(request.hostname)) {
    throw new HandlerError(
      "INVALID_REQUEST",
      origin,
      `set request.hostname to ${describe(request.hostname)}: it is a name without scheme, port and path (setUrl(request, url) sets all of them)`,
    );
  }
  // What is frozen here, where it was put by a handler, would be out of reach of the next one and of the SDK.
  if (!Object.isExtensible(request.headers)) request.headers = { ...request.headers };
  checkQuery(request, origin);
  return changed;
}

function checkText(field: string, value: unknown, origin: Origin): void {
  if (typeof value === "string") return;
  throw new HandlerError(
    "INVALID_REQUEST",
    origin,
    `set request.${field} to ${describe(value)}: it must be a text`,
  );
}

/** The SDK's signer passes over what is neither text nor a list of texts, but its transport sends it. */
function checkQuery(request: HttpRequest, origin: Origin): void {
  if (!isPlainObject(request.query)) {
    throw new HandlerError(
      "INVALID_REQUEST",
      origin,
      `replaced request.query by ${describe(request.query)}: it must be a plain object (make one with Object.fromEntries(query))`,
    );
  }
  if (!Object.isExtensible(request.query)) request.query = { ...request.query };
  const { query } = request;
  for (const name in query) {
    const value: unknown = query[name];
    if (value === null) query[name] = "";
    else if (
      typeof value !== "string" &&
      !(Array.isArray(value) && value.every((each) => typeof each === "string"))
    ) {
      throw new HandlerError(
        "INVALID_REQUEST",
        origin,
        `set the query parameter "${name}" to ${describe(value)}: give a text or a list of texts, or delete it`,
      );
    }
  }
}

/** @throws HandlerError `BODY_CHANGED_AFTER_CHECKSUM` */
function refuseStaleChecksum({ headers, body }: HttpRequest, before: Snapshot, origin: Origin): void {
  if (body === before.body) return;
  const [, service, operation] = origin.eventName.split(".");
  const isOfBody = operation === "CompleteMultipartUpload" ? isDigest : isChecksum;
  const stale = Object.keys(headers).find((name) => isOfBody(name) && headers[name] === before.headers[name]);
  if (stale === undefined) return;
  throw new HandlerError(
    "BODY_CHANGED_AFTER_CHECKSUM",
    origin,
    `changed the body, but "${stale}" was computed of the one before, and the service would refuse the request: register it for before-call.${service}.${operation}, which runs before checksums are computed, or update the checksum too`,
  );
}

/** Measures anew where the body, or what tells its length, is another. */
function followBody(request: HttpRequest, before: Snapshot, changed: readonly string[]): void {
  const isStale =
    request.body !== before.body ||
    changed.includes("content-length") ||
    changed.includes("transfer-encoding");
  if (isStale) setContentLength(request, before);
}

/** Turns a handler's body into one that the SDK can sign and send. Only a `Blob` takes time. */
export function settleBody(request: HttpRequest, before: Snapshot, call: Call): void | Promise<void> {
  if (request.body === before.body) return;
  const body = sendableBody(request.body);
  if (isThenable(body)) {
    return Promise.resolve(body).then((bytes) => {
      request.body = bytes;
    });
  }
  request.body = body;
  call.bodyFailure = failureOf(body);
}

/**
 * Makes the `content-length` header that of the body. A stream is sent in chunks without one, unless the handler
 * that set it knows its length and said so.
 */
export function setContentLength(request: HttpRequest, before: Snapshot): void {
  const { headers } = request;
  const length = byteLength(request.body);
  if (length !== undefined) {
    headers["content-length"] = String(length);
    delete headers["transfer-encoding"];
  } else if (headers["content-length"] === before.headers["content-length"]) delete headers["content-length"];
}

/** The headers that a body's checksum is in. S3's CompleteMultipartUpload gives there the checksum of the object. */
function isChecksum(name: string): boolean {
  return (
    isDigest(name) ||
    (name.startsWith("x-amz-checksum-") && !/^x-amz-checksum-(algorithm|mode|type)$/.test(name))
  );
}

/** The headers that are of the body in any operation; `x-amz-trailer` names a checksum that follows a stream. */
function isDigest(name: string): boolean {
  return name === "content-md5" || name === "x-amz-trailer";
}
