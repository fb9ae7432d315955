import { RegistrationError } from "@tucuxi/events";

/** RFC 9110, section 5.6.2: what a field name is made of. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * RFC 9110, section 5.5, without the bytes beyond ASCII, which the SDK signs as UTF-8 and Node.js sends as Latin-1:
 * printable characters, with spaces and tabs only between them.
 */
const FIELD_VALUE = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;

/** What {@link isHeaderValue} accepts, in words for a message. */
export const HEADER_VALUE =
  "printable ASCII without line breaks or surrounding spaces (encode it, as with encodeURIComponent)";

/** Names that HTTP, the SDK or its signer sets for every request, and with which another value is refused or misread. */
const RESERVED: ReadonlySet<string> = new Set([
  "amz-sdk-invocation-id",
  "amz-sdk-request",
  "authorization",
  "connection",
  "date",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  // An object's header of this name would be its prototype.
  "__proto__",
]);

/**
 * The lower-case form of a header's name.
 *
 * @throws RegistrationError `INVALID_OPTION` for what is no name, and for a name whose value is not the user's to choose.
 */
export function checkedHeaderName(name: string): string {
  if (!TOKEN.test(name)) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `traceHeader(): the option "header" must be a header's name, of letters, digits and hyphens, not ${JSON.stringify(name)}`,
    );
  }
  const lower = name.toLowerCase();
  // What describes the body is the serializer's; `x-amz-` names are signing's and the services' parameters, but for
  // the metadata that a user stores with an object in S3.
  const isOwned =
    RESERVED.has(lower) ||
    lower.startsWith("content-") ||
    (lower.startsWith("x-amz-") && !lower.startsWith("x-amz-meta-"));
  if (isOwned) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `traceHeader(): the header "${name}" belongs to HTTP, the SDK or its signature: choose another name, such as "x-trace-id"`,
    );
  }
  return lower;
}

/** Whether a text can be a header's value, the same on the wire as in the signature. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === "string" && FIELD_VALUE.test(value);
}
