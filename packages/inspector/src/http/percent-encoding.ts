/**
 * Percent-encoding for strings with one character per byte (latin1). A signature covers bytes, and clients can send
 * invalid UTF-8.
 */

const UNRESERVED = /[A-Za-z0-9\-._~]/;

/** Encodes every byte but RFC 3986's unreserved ones, with upper-case digits: AWS's UriEncode. */
export function percentEncode(bytes: string): string {
  let encoded = "";
  for (const char of bytes) {
    encoded += UNRESERVED.test(char)
      ? char
      : `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}

/**
 * Decodes `%XX`; a "+" stays a "+".
 * @throws URIError for a `%` that two hexadecimal digits don't follow.
 */
export function percentDecode(text: string): string {
  return text.replace(/%(.{0,2})/gs, (_, digits: string) => {
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw new URIError(`"%${digits}" isn't a percent-encoded byte`);
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
}
