import type { HttpRequest } from "@tucuxi/events";
import type { Change } from "./change.js";

/**
 * The SDK computes no checksum for a request that has one: a header whose name begins with `x-amz-checksum-`. This one
 * stands there in its place, and is gone before the request is signed.
 */
const STAND_IN = "x-amz-checksum-omitted";

/** Keeps the SDK from computing a checksum of a request: in `before-call`, where it hasn't yet. */
export function standInForChecksum(request: HttpRequest): void {
  request.headers[STAND_IN] = "by s3Compat";
}

/** Takes what stands in out of each attempt, for all switches that put it there. */
export const standIns: Change = {
  isAsked: ({ checksums, trailers, presignChecksums, responseChecksums }) =>
    checksums === "never" || trailers === false || presignChecksums === false || responseChecksums === false,

  register(events) {
    // Before the handlers of a named operation, which would take it for a header of the request.
    events.registerFirst("request-created.s3.*", function removeStandIn({ request }) {
      delete request.headers[STAND_IN];
    });
  },
};
