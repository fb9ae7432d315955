/**
 * The parts of the SDK that we use, by shape. A program can contain several copies of the SDK's type packages, whose
 * classes don't fit each other.
 */

/** An AWS SDK v3 client: `CloudWatchClient`, `DynamoDBDocumentClient`, the aggregated `S3`. */
export interface ClientLike {
  readonly config: object;
  readonly middlewareStack: { identify(): string[] };
}

/** The body of a request or response. A Node.js stream is an `AsyncIterable`. */
export type Body =
  | string
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | undefined;

/** Headers by name. Names are lower case; other spellings are converted. */
export type Headers = Record<string, string>;

/** A request, as handlers see it. Change it in place. The SDK's `HttpRequest`. */
export interface HttpRequest {
  method: string;
  /** `https:` or `http:`. */
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query: Record<string, string | string[] | null>;
  headers: Headers;
  /** Replace it, but don't write into it: its bytes belong to the caller, and every attempt sends them. */
  body?: Body;
}

/** A response from the network. Change it in place. The SDK's `HttpResponse`. */
export interface HttpResponse {
  statusCode: number;
  reason?: string;
  headers: Headers;
  body?: Body;
}

/** What the SDK logs to, such as `console` or pino. */
export interface Logger {
  debug?(...content: unknown[]): void;
  info?(...content: unknown[]): void;
  warn?(...content: unknown[]): void;
  error?(...content: unknown[]): void;
}
