import type { CallContext } from "@tucuxi/events";
import type { Change } from "./change.js";

/** What S3 encodes if `encoding-type` is `url`: these members of the output and of its lists. */
const ENCODED = ["Delimiter", "KeyMarker", "Marker", "NextKeyMarker", "NextMarker", "Prefix", "StartAfter"];
const LISTS = {
  CommonPrefixes: "Prefix",
  Contents: "Key",
  DeleteMarkers: "Key",
  Uploads: "Key",
  Versions: "Key",
};

const OPERATIONS = "{ListMultipartUploads,ListObjectVersions,ListObjects,ListObjectsV2}";

/** `listEncoding: "url"`, which botocore always does. */
export const urlEncodedLists: Change = {
  isAsked: ({ listEncoding }) => listEncoding === "url",

  register(events, switchesOf) {
    /** The calls whose caller doesn't expect the encoding. */
    const asked = new WeakSet<CallContext>();

    events.register(`before-call.s3.${OPERATIONS}`, function askForUrlEncoding({ request, context }) {
      if (switchesOf(request).listEncoding !== "url" || "encoding-type" in request.query) return;
      request.query["encoding-type"] = "url";
      asked.add(context);
    });

    // Runs first, so that other handlers of the output get decoded names.
    events.registerFirst(`after-call.s3.${OPERATIONS}`, function decodeNames({ parsed, context }) {
      // A store that doesn't know the parameter leaves out its name.
      if (!asked.has(context) || parsed?.["EncodingType"] !== "url") return;
      delete parsed["EncodingType"];
      for (const member of ENCODED) decodeMember(parsed, member);
      for (const [list, member] of Object.entries(LISTS)) {
        const entries = parsed[list];
        if (Array.isArray(entries)) for (const entry of entries) decodeMember(entry, member);
      }
    });
  },
};

function decodeMember(of: Record<string, unknown>, member: string): void {
  const value = of[member];
  if (typeof value === "string") of[member] = decode(value);
}

/** S3 encodes as forms do, where a space is a plus sign. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    // It isn't encoded after all.
    return encoded;
  }
}
