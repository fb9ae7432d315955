import type { ChecksumReport } from "../http/checksums.js";
import type { SignatureReport } from "../sigv4/signature-report.js";
import type { InspectedEvent } from "./inspected-event.js";

/** How a request's parameters are laid out on the wire, in botocore's words; "cbor" is Smithy's RPC v2 CBOR. */
export type Protocol = "json" | "query" | "ec2" | "cbor" | "rest-json" | "rest-xml";

/** Why a request couldn't be accepted, and how it was answered. */
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
  /** The body, or its start. Only a limited part of an answer that is passed on is kept. */
  readonly body: Uint8Array;
  /** The length of the whole body. */
  readonly bodyBytes: number;
}

/** A request as it was passed on, with its new signature. */
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
  /** When the request's head arrived. */
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
  /** Headers by lower-case name. The values of a header that was sent several times are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values as on the wire, in order, duplicates included. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** botocore's event name of the service ("cloudwatch-logs"), or `undefined` if the request doesn't tell. */
  readonly service: string | undefined;
  /** The API operation ("PutMetricData"), or `undefined` if the request doesn't tell. */
  readonly operation: string | undefined;
  readonly protocol: Protocol | undefined;
  /** The SDKs' id of a call (amz-sdk-invocation-id), which all its attempts share. `undefined` for other clients. */
  readonly callId: string | undefined;
  /** Which attempt of the call this is, from 1 (amz-sdk-request). */
  readonly attempt: number;
  /** The body as it was sent, without HTTP's own chunking. */
  readonly wireBody: Uint8Array;
  /** The body without aws-chunked framing and content encodings. Empty if it couldn't be decoded. */
  readonly body: Uint8Array;
  /** `body` as UTF-8. */
  readonly text: string;
  /** The length of `wireBody`. For a body over the limit, how many bytes arrived before it was refused. */
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
  /** The events of an event stream so far. The body stays empty. */
  readonly events: readonly InspectedEvent[];
  /** Why the request was refused before any scripted step, or `undefined`. */
  readonly problem: RequestProblem | undefined;
  /** The status of the answer, or `undefined` if no answer was sent (yet). */
  readonly status: number | undefined;
  /** The answer, or `undefined` if none was sent (yet). */
  readonly response: InspectedResponse | undefined;
  /** What was passed on, if the inspector forwards requests. */
  readonly forwarded: ForwardedRequest | undefined;
  /** Milliseconds from the request's head to its answer, or `undefined` if none was sent (yet). */
  readonly duration: number | undefined;
}
