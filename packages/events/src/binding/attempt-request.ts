import { HandlerError } from "../errors.js";
import type { Body, Headers, HttpRequest } from "../sdk-shapes.js";
import { byteLength, sendableBody } from "./body.js";
import { checkedHeaders, hasUpperCase, lowerCaseHeaders, mergedTraceId, type Origin } from "./headers.js";

/** What a request was before its handlers ran. */
export interface Snapshot {
  readonly headers: Readonly<Headers>;
  readonly body?: Body;
}

export function snapshotOf(request: HttpRequest): Snapshot {
  return { headers: { ...request.headers }, body: request.body };
}

/**
 * A copy of a request for the handlers of one attempt, and what it was before they ran. The SDK sends the same
 * request object again when it retries, while botocore makes a new one: what handlers do to one attempt must not
 * reach the next. The copy is a plain object, as the SDK's own middlewares make them: keeping the class would
 * take five times as long.
 */
export function copyForHandlers(original: HttpRequest): { request: HttpRequest; before: Snapshot } {
  const isFolded = hasUpperCase(original.headers);
  const headers = isFolded ? lowerCaseHeaders(original.headers) : { ...original.headers };
  const query = { ...original.query };
  for (const name in query) {
    const value = query[name];
    if (Array.isArray(value)) query[name] = [...value];
  }
  const request = { ...original, headers, query };
  // Nobody changes the original's headers while the handlers run, so they are the snapshot if no name was folded.
  return { request, before: isFolded ? snapshotOf(request) : original };
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
  request.headers = checkedHeaders(request.headers, before.headers, origin);
  if ("content-length" in request.headers && request.body !== before.body) setContentLength(request, before);
};

/**
 * After the SDK measured and computed checksums, before it signs: the length follows the body, a trace id keeps
 * the SDK's fields, and a body that no longer fits its checksum is refused, as S3 would.
 */
export const settleBeforeSigning: Settle = (request, before, origin) => {
  const headers = checkedHeaders(request.headers, before.headers, origin);
  request.headers = headers;
  const traceId = headers[TRACE_ID];
  if (traceId !== undefined) headers[TRACE_ID] = mergedTraceId(traceId, before.headers[TRACE_ID]);
  const bodyChanged = request.body !== before.body;
  if (bodyChanged) {
    const stale = Object.keys(headers).find(
      (name) => isChecksum(name) && headers[name] === before.headers[name],
    );
    if (stale !== undefined) {
      const [, service, operation] = origin.eventName.split(".");
      throw new HandlerError(
        "BODY_CHANGED_AFTER_CHECKSUM",
        origin,
        `changed the body, but "${stale}" was computed of the one before, and the service would refuse the request: register it for before-call.${service}.${operation}, which runs before checksums are computed, or update the checksum too`,
      );
    }
  }
  if (bodyChanged || headers["content-length"] !== before.headers["content-length"])
    setContentLength(request, before);
};

/** After signing: what the signature covers may not change, except the `host` that a proxy may put back. */
export const settleAfterSigning: Settle = (request, before, origin) => {
  const headers = checkedHeaders(request.headers, before.headers, origin);
  request.headers = headers;
  const bodyChanged = request.body !== before.body;
  if (bodyChanged) setContentLength(request, before);
  // Most handlers only look, or add a header: then there is no need to read which headers are signed.
  else if (sameHeaders(headers, before.headers)) return;
  const signed = /^AWS4-.*SignedHeaders=([^,\s]+)/.exec(headers["authorization"] ?? "")?.[1]?.split(";");
  if (signed === undefined) return;
  const changed =
    bodyChanged && !headers["x-amz-content-sha256"]?.includes("UNSIGNED-PAYLOAD")
      ? "the body"
      : signed.find((name) => name !== "host" && headers[name] !== before.headers[name]);
  if (changed !== undefined) {
    const [, service, operation] = origin.eventName.split(".");
    throw new HandlerError(
      "CHANGED_AFTER_SIGNING",
      origin,
      `changed ${changed === "the body" ? changed : `the header "${changed}"`} after the request was signed, and the service would refuse it: register it for before-sign.${service}.${operation} (an unsigned request can be changed here: return UNSIGNED from choose-signer)`,
    );
  }
};

function sameHeaders(headers: Readonly<Headers>, before: Readonly<Headers>): boolean {
  for (const name in before) if (headers[name] !== before[name]) return false;
  return true;
}

/** Turns a handler's body into one that the SDK can sign and send. Only a `Blob` takes time. */
export function settleBody(request: HttpRequest, before: Snapshot): void | Promise<void> {
  if (request.body === before.body) return;
  const body = sendableBody(request.body);
  if (!(body instanceof Promise)) {
    request.body = body;
    return;
  }
  return body.then((bytes) => {
    request.body = bytes;
  });
}

/**
 * Makes the `content-length` header that of the body. A stream is sent in chunks without one, unless the handler
 * that set it knows its length and said so.
 */
export function setContentLength(request: HttpRequest, before: Snapshot): void {
  const { headers } = request;
  const length = byteLength(request.body);
  if (length !== undefined) headers["content-length"] = String(length);
  else if (headers["content-length"] === before.headers["content-length"]) delete headers["content-length"];
}

/** The headers that a body's checksum is in, `x-amz-trailer` and its decoded length for one that follows a stream. */
function isChecksum(name: string): boolean {
  return (
    name === "content-md5" ||
    name === "x-amz-trailer" ||
    name === "x-amz-decoded-content-length" ||
    (name.startsWith("x-amz-checksum-") && !/^x-amz-checksum-(algorithm|mode|type)$/.test(name))
  );
}
