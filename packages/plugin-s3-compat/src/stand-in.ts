import type { HttpRequest } from "@tucuxi/events";
import type { Change } from "./change.js";

/**
 * The SDK computes no checksum for a request that already has one in a header whose name begins with `x-amz-checksum-`.
 * This stand-in is removed before the request is signed.
 */
const STAND_IN = "x-amz-checksum-omitted";

/** Keeps the SDK from computing a checksum. Call it in `before-call`, before the SDK does. */
export function standInForChecksum(request: HttpRequest): void {
  request.headers[STAND_IN] = "by s3Compat";
}

/** Removes the stand-in from each attempt, for all switches that use it. */
export const standIns: Change = {
  isAsked: ({ checksums, trailers, presignChecksums, responseChecksums }) =>
    checksums === "never" || trailers === false || presignChecksums === false || responseChecksums === false,

  register(events) {
    // Runs before the handlers of a named operation, which would take it for one of the request's headers.
    events.registerFirst("request-created.s3.*", function removeStandIn({ request }) {
      delete request.headers[STAND_IN];
    });
  },
};
