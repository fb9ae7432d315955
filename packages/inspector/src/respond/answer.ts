/** A response to write, complete except for content-length and the headers of the connection. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What the shape of an answer depends on. */
export interface AnsweredRequest {
  readonly method: string;
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly protocol: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** What else the smallest success of some operations depends on. */
export interface SucceedingRequest extends AnsweredRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly text: string;
  readonly wireBody: Uint8Array;
}

/** Escapes text for an XML element. */
export function xmlText(text: string): string {
  return text.replace(/[&<>]/g, (char) => (char === "&" ? "&amp;" : char === "<" ? "&lt;" : "&gt;"));
}

/** The content type of a JSON answer is the request's, as in AWS. */
export function jsonContentType(request: AnsweredRequest): string {
  const asked = request.headers["content-type"] ?? "";
  return /^application\/x-amz-json-1\.[01]$/.test(asked) ? asked : "application/json";
}
