import type { InspectedRequest } from "../requests/inspected-request.js";
import { RecordedRequest, type RequestFacts } from "../requests/recorded-request.js";

/** The first line of a file of a session. */
export const SESSION_HEADER = { format: "tucuxi-inspector session", version: 1 } as const;

/** A request as one line of a session's file, including secrets. */
export function sessionLine(request: InspectedRequest): string {
  const { response, body, wireBody, query: _query, text: _text, ...facts } = plain(request);
  return JSON.stringify({
    ...facts,
    wireBody: base64(wireBody),
    // If nothing was encoded, one copy is enough.
    ...(body === wireBody ? {} : { body: base64(body) }),
    ...(response === undefined ? {} : { response: { ...response, body: base64(response.body) } }),
  });
}

function plain(request: InspectedRequest) {
  const {
    id,
    time,
    method,
    httpVersion,
    url,
    path,
    query,
    headers,
    rawHeaders,
    service,
    operation,
    protocol,
  } = request;
  const { wireBody, body, text, wireBytes, contentEncoding, trailers, signature, checksums, problem } =
    request;
  const { status, response, duration } = request;
  return {
    ...{ id, time, method, httpVersion, url, path, query, headers, rawHeaders, service, operation, protocol },
    ...{ wireBody, body, text, wireBytes, contentEncoding, trailers, signature, checksums, problem },
    ...{ status, response, duration },
  };
}

/**
 * Reads what `sessionLine` wrote.
 * @throws Error for a line that it didn't write.
 */
export function requestOfLine(line: string): RecordedRequest {
  const saved: SavedRequest = JSON.parse(line);
  if (typeof saved.id !== "number" || typeof saved.url !== "string" || !Array.isArray(saved.rawHeaders)) {
    throw new Error("this line isn't a request");
  }
  const wireBody = bytes(saved.wireBody);
  const question = saved.url.indexOf("?");
  const request = new RecordedRequest(saved.id, {
    ...saved,
    time: new Date(saved.time),
    query: new URLSearchParams(question < 0 ? "" : saved.url.slice(question + 1)),
    wireBody,
    body: saved.body === undefined ? wireBody : bytes(saved.body),
    headers: Object.assign(Object.create(null), saved.headers),
    service: saved.service,
    operation: saved.operation,
    protocol: saved.protocol,
    contentEncoding: saved.contentEncoding,
    problem: saved.problem,
  });
  request.status = saved.status;
  request.duration = saved.duration;
  request.isSettled = true;
  if (saved.response !== undefined)
    request.response = { ...saved.response, body: bytes(saved.response.body) };
  return request;
}

/** JSON leaves out undefined values, and has no dates or bytes. */
type SavedRequest = Omit<RequestFacts, "time" | "query" | "wireBody" | "body"> &
  Pick<InspectedRequest, "id" | "status" | "duration"> & {
    readonly time: string;
    readonly wireBody: string;
    readonly body?: string;
    readonly response?: Omit<NonNullable<InspectedRequest["response"]>, "body"> & { readonly body: string };
  };

function base64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, "base64");
}
