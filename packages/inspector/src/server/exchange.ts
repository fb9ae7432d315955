import type { Writable } from "node:stream";
import type { IncomingBody } from "../http/read-body.js";
import type { RequestProblem } from "../requests/inspected-request.js";
import type { Answer } from "../respond/answer.js";

/** One request and how to answer it, over HTTP/1.1 or HTTP/2. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** Headers by lower-case name. Node.js decides what becomes of a header that came twice. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: IncomingBody;
  /** What the HTTP parser found wrong while the body arrived. */
  readonly problem: RequestProblem | undefined;
  /** Whether the problem has been answered already. */
  readonly answered: boolean;
  /** Whether there is nobody left to answer. */
  readonly gone: boolean;
  /** HTTP's own trailers with lower-case names, once the body is read. */
  trailers(): Record<string, string>;
  /** Calls the listener when the client disconnects or has its answer. */
  onEnd(listener: () => void): void;
  /** @throws Error for a header that HTTP doesn't allow. */
  answer(answer: Answer): void;
  /** Begins an answer whose body follows. @throws Error for a header that HTTP doesn't allow. */
  begin(status: number, headers: Readonly<Record<string, string | readonly string[]>>): Writable;
  /** Ends the connection without an answer. */
  drop(): void;
}

/** Pairs of Node.js's flat lists of raw headers. */
export function headerPairs(flat: readonly string[]): (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    pairs.push([flat[index] ?? "", flat[index + 1] ?? ""]);
  }
  return pairs;
}

/** The bytes of an answer's body. */
export function bodyBytes({ body }: Answer): Uint8Array {
  return typeof body === "string" ? Buffer.from(body, "utf8") : body;
}

/** Whether HTTP sends no body, whatever the answer has. */
export function isBodiless(method: string, status: number): boolean {
  return status === 204 || status === 304 || method === "HEAD";
}

/** The content type of event streams. */
export const EVENT_STREAM = "application/vnd.amazon.eventstream";

/** Whether a request is an event stream, which its client can keep sending for hours. */
export function isEventStream({ headers }: Exchange): boolean {
  if (headers["x-amz-content-sha256"] === "STREAMING-AWS4-HMAC-SHA256-EVENTS") return true;
  // A body with a known length is an object of this type, and isn't sent event by event.
  return headers["content-type"] === EVENT_STREAM && headers["content-length"] === undefined;
}
