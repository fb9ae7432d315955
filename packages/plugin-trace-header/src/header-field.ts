import { RegistrationError } from "@tucuxi/events";

/** RFC 9110, section 5.6.2: the characters of a field name. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * RFC 9110, section 5.5, without the bytes beyond ASCII, which the SDK signs as UTF-8 and Node.js sends as Latin-1:
 * printable characters, with spaces and tabs only between them.
 */
const FIELD_VALUE = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;

/** What {@link isHeaderValue} accepts, in words for a message. */
export const HEADER_VALUE =
  "printable ASCII without line breaks or surrounding spaces (encode it, as with encodeURIComponent)";

/** Names that HTTP, the SDK or its signer sets for every request. Another value would be refused or misread. */
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
 * @throws RegistrationError `INVALID_OPTION` for a value that isn't a header name, and for a name that you can't
 * choose.
 */
export function checkedHeaderName(name: string): string {
  if (!TOKEN.test(name)) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `traceHeader(): the option "header" must be a header's name, of letters, digits and hyphens, not ${JSON.stringify(name)}`,
    );
  }
  const lower = name.toLowerCase();
  // Headers about the body belong to the serializer. `x-amz-` names belong to signing and to services' parameters,
  // except for the metadata that users store with S3 objects.
  const isOwned =
    RESERVED.has(lower) ||
    lower.startsWith("content-") ||
    (lower.startsWith("x-amz-") && !lower.startsWith("x-amz-meta-"));
  if (isOwned) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `traceHeader(): the header "${name}" belongs to HTTP, the SDK or its signature. Choose another name, such as "x-trace-id"`,
    );
  }
  return lower;
}

/** Whether a string can be a header's value that is the same on the wire and in the signature. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === "string" && FIELD_VALUE.test(value);
}
