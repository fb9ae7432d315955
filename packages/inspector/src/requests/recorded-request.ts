import type { ChecksumReport } from "../http/checksums.js";
import type { SignatureReport } from "../sigv4/signature-report.js";
import type { InspectedRequest, Protocol, RequestProblem } from "./inspected-request.js";

/** What is known of a request before it is answered. */
export type RequestFacts = Omit<InspectedRequest, "text" | "status">;

/** The inspector's own copy of a request: its status is filled in when it is answered. */
export class RecordedRequest implements InspectedRequest {
  readonly time: Date;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly protocol: Protocol | undefined;
  readonly wireBody: Uint8Array;
  readonly body: Uint8Array;
  readonly wireBytes: number;
  readonly bodyBytes: number;
  readonly contentEncoding: string | undefined;
  readonly trailers: Readonly<Record<string, string>>;
  readonly signature: SignatureReport;
  readonly checksums: readonly ChecksumReport[];
  problem: RequestProblem | undefined;
  status: number | undefined;
  #text: string | undefined;

  constructor(facts: RequestFacts) {
    this.time = facts.time;
    this.method = facts.method;
    this.url = facts.url;
    this.path = facts.path;
    this.query = facts.query;
    this.headers = facts.headers;
    this.rawHeaders = facts.rawHeaders;
    this.service = facts.service;
    this.operation = facts.operation;
    this.protocol = facts.protocol;
    this.wireBody = facts.wireBody;
    this.body = facts.body;
    this.wireBytes = facts.wireBytes;
    this.bodyBytes = facts.bodyBytes;
    this.contentEncoding = facts.contentEncoding;
    this.trailers = facts.trailers;
    this.signature = facts.signature;
    this.checksums = facts.checksums;
    this.problem = facts.problem;
  }

  get text(): string {
    this.#text ??= Buffer.from(this.body.buffer, this.body.byteOffset, this.body.byteLength).toString("utf8");
    return this.#text;
  }
}
