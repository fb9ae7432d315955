import { HandlerError } from "../errors.js";
import { mergedTraceId } from "../http/headers.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import { type Snapshot, setContentLength, snapshotOf } from "./attempt-request.js";
import type { Call } from "./call.js";

/**
 * Puts into an attempt's request what `before-call` left for it, and what a forced attempt changes in a request
 * that the SDK counts. Gives what the request is before its handlers.
 */
export function carryOver(call: Call, request: HttpRequest, before: Snapshot): Snapshot {
  const { encoded, unmeasured, traceId, forcedAttempts } = call;
  if (encoded === undefined && unmeasured === undefined && traceId === undefined && forcedAttempts === 0)
    return before;
  const { headers } = request;
  if (unmeasured !== undefined && "x-amz-trailer" in headers && !headers["x-amz-decoded-content-length"]) {
    throw new HandlerError(
      "BODY_LENGTH_UNKNOWN",
      unmeasured,
      'replaced the body by a stream without saying how long it is, which the service has to be told: set request.headers["content-length"] to its number of bytes too, or give the bytes themselves',
    );
  }
  // The SDK's compressionMiddleware has compressed a body once more that was encoded already.
  if (encoded !== undefined && headers["content-encoding"] === `${encoded.encoding}, gzip`) {
    headers["content-encoding"] = encoded.encoding;
    request.body = encoded.body;
    setContentLength(request, before);
  }
  if (traceId !== undefined) headers["x-amzn-trace-id"] = mergedTraceId(traceId, headers["x-amzn-trace-id"]);
  const sdkAttempt = headers["amz-sdk-request"];
  if (forcedAttempts > 0 && sdkAttempt !== undefined) {
    headers["amz-sdk-request"] = sdkAttempt.replace(/attempt=\d+/, `attempt=${call.attempts}`);
  }
  return snapshotOf(request);
}
