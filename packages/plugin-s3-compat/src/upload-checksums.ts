import {
  type Body,
  bytesOf,
  type CallContext,
  clientOf,
  type HttpRequest,
  isPresigned,
} from "@tucuxi/events";
import { type Change, deleteHeaders, headerNames, isStream, type SwitchesOf } from "./change.js";
import { standInForChecksum } from "./stand-in.js";
import type { S3Switches } from "./switches.js";

/** A checksum that the caller gave, as opposed to the name of an algorithm, a type or a mode. */
const OWN_CHECKSUM = /^x-amz-checksum-(?!algorithm$|type$|mode$)/i;

/** What announces a checksum. */
const ANNOUNCEMENT = /^x-amz-(sdk-checksum-algorithm|checksum-algorithm|checksum-type)$/i;

interface BeforeCall {
  readonly request: HttpRequest;
  readonly context: CallContext;
}

/** `checksums: "never"`, `trailers: false`, `presignChecksums: false`. */
export const omittedChecksums: Change = {
  isAsked: ({ checksums, trailers, presignChecksums }) =>
    checksums === "never" || trailers === false || presignChecksums === false,

  register(events, switchesOf) {
    // Runs last of the service's handlers. To the others, the stand-in would look like a checksum that the caller gave.
    events.registerLast("before-call.s3", function omitChecksum({ request, context }) {
      if (request.method === "GET" || request.method === "HEAD") return;
      if (headerNames(request, OWN_CHECKSUM).length > 0) return;
      if (!isOmitted(switchesOf(request), request, context)) return;
      deleteHeaders(request, ANNOUNCEMENT);
      standInForChecksum(request);
    });
  },
};

function isOmitted(
  { checksums, trailers, presignChecksums }: S3Switches,
  { body }: HttpRequest,
  context: CallContext,
): boolean {
  return (
    checksums === "never" ||
    (trailers === false && isStream(body)) ||
    (presignChecksums === false && isPresigned(context))
  );
}

/** `checksums: "header"`: a body in memory gets its checksum in a header. */
export const headerChecksums: Change = {
  isAsked: ({ checksums }) => checksums === "header",

  register(events, switchesOf) {
    events.registerLast("before-call.s3.{PutObject,UploadPart}", async function readStream(call) {
      const { request } = call;
      const { body } = request;
      if (switchesOf(request).checksums !== "header" || !isStream(body) || isReadElsewhere(body)) return;
      if (!(await isChecksumComputed(call))) return;
      const bytes = await bytesOf(body);
      checkLength(request, bytes.byteLength);
      request.body = bytes;
      // The SDK measures the bytes that it sends.
      deleteHeaders(request, /^content-length$/i);
    });
  },
};

/** Whether the beginning of a Node.js stream is lost. Sent as it is, the SDK or the service refuses it. */
function isReadElsewhere(body: Body): boolean {
  const { readableFlowing, readableEnded }: { readableFlowing?: unknown; readableEnded?: unknown } =
    Object(body);
  return readableFlowing === true || readableEnded === true;
}

/** @throws RangeError for a stream that isn't as long as the caller said. */
function checkLength(request: HttpRequest, length: number): void {
  const [name = ""] = headerNames(request, /^content-length$/i);
  const declared = request.headers[name];
  // A stream with a size was put there by another plugin.
  if (declared === undefined || Number(declared) === length || "size" in Object(request.body)) return;
  throw new RangeError(
    `the body's content-length was said to be ${declared}, but the stream has ${length} bytes`,
  );
}

/** Whether the SDK will compute a checksum of the body. */
async function isChecksumComputed({ request, context }: BeforeCall): Promise<boolean> {
  if (headerNames(request, OWN_CHECKSUM).length > 0) return false;
  if (headerNames(request, ANNOUNCEMENT).length > 0) return true;
  const { requestChecksumCalculation: when }: { requestChecksumCalculation?(): Promise<string> } =
    clientOf(context).config;
  return (await when?.()) === "WHEN_SUPPORTED";
}

/** `completeChecksums: false`. */
export const completedWithoutChecksums: Change = {
  isAsked: ({ completeChecksums }) => completeChecksums === false,

  register(events, switchesOf: SwitchesOf) {
    events.register("before-call.s3.CompleteMultipartUpload", function omitPartChecksums({ request }) {
      if (switchesOf(request).completeChecksums !== false) return;
      deleteHeaders(request, /^x-amz-checksum-/i);
      if (typeof request.body !== "string") return;
      // The SDK's own XML: values are escaped, and these are base64.
      request.body = request.body.replace(/<(Checksum[A-Z0-9]+)>[^<]*<\/\1>/g, "");
    });
  },
};
