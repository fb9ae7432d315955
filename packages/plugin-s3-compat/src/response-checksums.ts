import { type CallContext, isPresigned } from "@tucuxi/events";
import { type Change, deleteHeaders } from "./change.js";
import { standInForChecksum } from "./stand-in.js";

/**
 * `responseChecksums: false`, and for presigned URLs `presignChecksums: false`. The SDK sets `ChecksumMode` itself
 * unless the client is configured otherwise, and checks the checksum headers of the response.
 */
export const uncheckedResponses: Change = {
  isAsked: ({ responseChecksums, presignChecksums }) =>
    responseChecksums === false || presignChecksums === false,

  register(events, switchesOf) {
    /** The calls whose caller wants a checksum. */
    const wanted = new WeakSet<CallContext>();
    /** The calls whose response must not be checked. */
    const unchecked = new WeakSet<CallContext>();

    events.registerLast("before-parameter-build.s3.GetObject", function noteChecksumMode(call) {
      if (call.params["ChecksumMode"] !== undefined) wanted.add(call.context);
    });

    events.register("before-call.s3.GetObject", function omitChecksumMode({ request, context }) {
      if (wanted.has(context)) return;
      const { responseChecksums, presignChecksums } = switchesOf(request);
      if (responseChecksums !== false && !(presignChecksums === false && isPresigned(context))) return;
      deleteHeaders(request, /^x-amz-checksum-mode$/i);
      // Otherwise the SDK would compute a checksum of the missing body.
      standInForChecksum(request);
      unchecked.add(context);
    });

    events.register("before-parse.s3.GetObject", function ignoreChecksum({ response, context }) {
      if (!unchecked.has(context)) return;
      for (const name of Object.keys(response.headers)) {
        if (/^x-amz-checksum-/i.test(name)) delete response.headers[name];
      }
    });
  },
};
