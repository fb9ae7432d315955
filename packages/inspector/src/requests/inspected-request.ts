import type { ChecksumReport } from "../http/checksums.js";
import type { SignatureReport } from "../sigv4/signature-report.js";
import type { InspectedEvent } from "./inspected-event.js";

/** How a request's parameters are laid out on the wire, in botocore's words; "cbor" is Smithy's RPC v2 CBOR. */
export type Protocol = "json" | "query" | "ec2" | "cbor" | "rest-json" | "rest-xml";

/** Why a request could not be taken as it came, and what it was answered with. */
export interface RequestProblem {
  /** The HTTP status of the answer, 4xx. */
  readonly status: number;
  /** The error code in the answer, such as "RequestEntityTooLarge". */
  readonly code: string;
  readonly message: string;
}

/** What a request was answered with. */
export interface InspectedResponse {
  readonly status: number;
  /** Lower-case names, in order, duplicates included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body, or its start: what is kept of an answer that is passed on is limited. */
  readonly body: Uint8Array;
  /** The length of the whole body. */
  readonly bodyBytes: number;
}

/** A request as it was passed on, signed anew. */
export interface ForwardedRequest {
  readonly method: string;
  /** The whole URL. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** One request as it arrived, decoded, named and checked. */
export interface InspectedRequest {
  /** The number of the request, counted from 1 for each inspector. */
  readonly id: number;
  /** When the request's head had arrived. */
  readonly time: Date;
  readonly method: string;
  /** "1.1" or "2.0". */
  readonly httpVersion: string;
  /** The request target as on the wire: path and query, still percent-encoded. */
  readonly url: string;
  /** The path as on the wire, still percent-encoded, without the query. */
  readonly path: string;
  /** The query's pairs, decoded, in order. */
  readonly query: URLSearchParams;
  /** Lower-case names; the values of a header that was sent more than once are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values as on the wire, in order, duplicates included. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** botocore's event name of the service ("cloudwatch-logs"), or `undefined` when nothing tells it. */
  readonly service: string | undefined;
  /** The API operation ("PutMetricData"), or `undefined` when nothing tells it. */
  readonly operation: string | undefined;
  readonly protocol: Protocol | undefined;
  /** What the SDKs call a call by (amz-sdk-invocation-id): all its attempts have it. `undefined` for other clients. */
  readonly callId: string | undefined;
  /** Which attempt of the call this is, from 1 (amz-sdk-request). */
  readonly attempt: number;
  /** The body as it was sent, without HTTP's own chunking. */
  readonly wireBody: Uint8Array;
  /** The body without aws-chunked framing and without content encodings; empty when it could not be decoded. */
  readonly body: Uint8Array;
  /** `body` as UTF-8. */
  readonly text: string;
  /** The length of `wireBody`, or for a body over the limit the bytes seen until it was refused. */
  readonly wireBytes: number;
  /** The length of `body`. */
  readonly bodyBytes: number;
  /** The content-encoding header as sent, such as "gzip" or "aws-chunked". */
  readonly contentEncoding: string | undefined;
  /** Trailing headers: those of the aws-chunked framing and HTTP's own. */
  readonly trailers: Readonly<Record<string, string>>;
  readonly signature: SignatureReport;
  /** Every checksum that the request carries, compared with the body. */
  readonly checksums: readonly ChecksumReport[];
  /** The events of an event stream, as far as they came; the body stays empty. */
  readonly events: readonly InspectedEvent[];
  /** Why the request was refused before any scripted step, or `undefined`. */
  readonly problem: RequestProblem | undefined;
  /** The status answered, or `undefined` when no answer was sent (yet). */
  readonly status: number | undefined;
  /** The answer, or `undefined` when none was sent (yet). */
  readonly response: InspectedResponse | undefined;
  /** What was passed on, for an inspector that forwards. */
  readonly forwarded: ForwardedRequest | undefined;
  /** Milliseconds from the request's head to its answer, or `undefined` when none was sent (yet). */
  readonly duration: number | undefined;
}
