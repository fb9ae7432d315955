/**
 * The parts of the SDK that we touch, by shape: a user's tree may hold several copies of the SDK's type
 * packages, and nominal types of one do not fit the other.
 */

/** An AWS SDK v3 client: `CloudWatchClient`, `DynamoDBDocumentClient`, the aggregated `S3`. */
export interface ClientLike {
  readonly config: object;
  readonly middlewareStack: { identify(): string[] };
}

/** A request's body. An `AsyncIterable` is what a Node.js stream is to us. */
export type Body =
  | string
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | undefined;

/** Header fields by name. The SDK's names are lower case; another spelling is folded to it. */
export type Headers = Record<string, string>;

/** A request as handlers see it: the SDK's `HttpRequest`, to be changed in place. */
export interface HttpRequest {
  method: string;
  /** `https:` or `http:`. */
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query: Record<string, string | string[] | null>;
  headers: Headers;
  /** To be replaced, not written into: its bytes are the caller's own, and the same ones in every attempt. */
  body?: Body;
}

/** A response as it came from the network: the SDK's `HttpResponse`, to be changed in place. */
export interface HttpResponse {
  statusCode: number;
  reason?: string;
  headers: Headers;
  body?: Body;
}

/** What the SDK logs to: `console`, pino, or the SDK's own. */
export interface Logger {
  debug?(...content: unknown[]): void;
  info?(...content: unknown[]): void;
  warn?(...content: unknown[]): void;
  error?(...content: unknown[]): void;
}
