import type { CallContext } from "@tucuxi/events";
import type { Change } from "./change.js";

/** What S3 encodes, where `encoding-type` is `url`: these members of the output, and of the lists in it. */
const ENCODED = ["Delimiter", "KeyMarker", "Marker", "NextKeyMarker", "NextMarker", "Prefix", "StartAfter"];
const LISTS = {
  CommonPrefixes: "Prefix",
  Contents: "Key",
  DeleteMarkers: "Key",
  Uploads: "Key",
  Versions: "Key",
};

const OPERATIONS = "{ListMultipartUploads,ListObjectVersions,ListObjects,ListObjectsV2}";

/** `listEncoding: "url"`, which botocore does always. */
export const urlEncodedLists: Change = {
  isAsked: ({ listEncoding }) => listEncoding === "url",

  register(events, switchesOf) {
    /** The calls whose caller doesn't know of the encoding. */
    const asked = new WeakSet<CallContext>();

    events.register(`before-call.s3.${OPERATIONS}`, function askForUrlEncoding({ request, context }) {
      if (switchesOf(request).listEncoding !== "url" || "encoding-type" in request.query) return;
      request.query["encoding-type"] = "url";
      asked.add(context);
    });

    // The first, so that handlers of the output find names as they are.
    events.registerFirst(`after-call.s3.${OPERATIONS}`, function decodeNames({ parsed, context }) {
      // A store that doesn't know the parameter says so by leaving out its name.
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

/** S3 encodes as forms do: a space is a plus sign. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    // Not encoded after all.
    return encoded;
  }
}
