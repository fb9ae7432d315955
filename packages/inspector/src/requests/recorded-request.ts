import type { ChecksumReport } from "../http/checksums.js";
import type { SignatureReport } from "../sigv4/signature-report.js";
import type { InspectedEvent } from "./inspected-event.js";
import type {
  ForwardedRequest,
  InspectedRequest,
  InspectedResponse,
  Protocol,
  RequestProblem,
} from "./inspected-request.js";

/** What is known about a request before it's answered. */
export type RequestFacts = Omit<
  InspectedRequest,
  | "id"
  | "forwarded"
  | "text"
  | "status"
  | "response"
  | "duration"
  | "wireBytes"
  | "bodyBytes"
  | "callId"
  | "attempt"
  | "events"
> & {
  /** Set if it isn't the length of `wireBody`, which is so for a refused body. */
  readonly wireBytes?: number | undefined;
};

/** Roughly what a request takes besides its bodies and strings. */
const OVERHEAD_BYTES = 1000;

const EVENT_OVERHEAD_BYTES = 500;

/** The `text` of a longer body is decoded each time. Keeping it would double the memory of a request. */
const MAX_KEPT_TEXT = 65_536;

/** The inspector's own copy of a request. Its answer is added when it's sent. */
export class RecordedRequest implements InspectedRequest {
  readonly id: number;
  readonly time: Date;
  readonly method: string;
  readonly httpVersion: string;
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly protocol: Protocol | undefined;
  readonly callId: string | undefined;
  readonly attempt: number;
  readonly wireBody: Uint8Array;
  readonly body: Uint8Array;
  readonly wireBytes: number;
  readonly bodyBytes: number;
  readonly contentEncoding: string | undefined;
  readonly trailers: Readonly<Record<string, string>>;
  readonly signature: SignatureReport;
  readonly checksums: readonly ChecksumReport[];
  readonly events: InspectedEvent[] = [];
  problem: RequestProblem | undefined;
  status: number | undefined;
  response: InspectedResponse | undefined;
  forwarded: ForwardedRequest | undefined;
  duration: number | undefined;
  /** Whether it was answered, or won't be. */
  isSettled = false;
  #text: string | undefined;

  constructor(id: number, facts: RequestFacts) {
    this.id = id;
    this.time = facts.time;
    this.method = facts.method;
    this.httpVersion = facts.httpVersion;
    this.url = facts.url;
    this.path = facts.path;
    this.query = facts.query;
    this.headers = facts.headers;
    this.rawHeaders = facts.rawHeaders;
    this.service = facts.service;
    this.operation = facts.operation;
    this.protocol = facts.protocol;
    this.callId = facts.headers["amz-sdk-invocation-id"];
    this.attempt = attemptOf(facts.headers["amz-sdk-request"]);
    this.wireBody = facts.wireBody;
    this.body = facts.body;
    this.wireBytes = facts.wireBytes ?? facts.wireBody.length;
    this.bodyBytes = facts.body.length;
    this.contentEncoding = facts.contentEncoding;
    this.trailers = facts.trailers;
    this.signature = facts.signature;
    this.checksums = facts.checksums;
    this.problem = facts.problem;
  }

  get text(): string {
    if (this.#text !== undefined) return this.#text;
    const { buffer, byteOffset, byteLength } = this.body;
    const text = Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
    if (byteLength <= MAX_KEPT_TEXT) this.#text = text;
    return text;
  }

  /** Roughly how much memory it takes. */
  get keptBytes(): number {
    const bodies = this.body.buffer === this.wireBody.buffer ? [this.wireBody] : [this.wireBody, this.body];
    let bytes = OVERHEAD_BYTES + 3 * this.url.length;
    for (const { length } of bodies) bytes += length;
    for (const [name, value] of this.rawHeaders) bytes += 2 * (name.length + value.length);
    for (const { payload } of this.events) bytes += EVENT_OVERHEAD_BYTES + payload.length;
    return bytes + (this.response?.body.length ?? 0);
  }
}

function attemptOf(header: string | undefined): number {
  return Number(/(?:^|;)\s*attempt=(\d{1,4})/.exec(header ?? "")?.[1] ?? 1);
}
