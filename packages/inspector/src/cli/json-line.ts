import { answerValue } from "../parameters/answer-value.js";
import { parametersOf } from "../parameters/parameters.js";
import { bytesAsText, jsonReady } from "../parameters/to-json.js";
import type { InspectedRequest } from "../requests/inspected-request.js";

/** Everything about a request as one line of JSON, for programs. A body that isn't UTF-8 text is `{ "base64": … }`. */
export function jsonLine(request: InspectedRequest): string {
  const { id, time, method, url, httpVersion, path, rawHeaders, trailers } = request;
  const { service, operation, protocol, callId, attempt } = request;
  const { status, duration, wireBytes, bodyBytes, contentEncoding, checksums, problem, response } = request;
  const { state, valid: _valid, ...signature } = request.signature;
  return JSON.stringify({
    id,
    time,
    method,
    url,
    httpVersion,
    path,
    query: [...request.query],
    headers: rawHeaders,
    trailers,
    service,
    operation,
    protocol,
    callId,
    attempt,
    status,
    duration,
    wireBytes,
    bodyBytes,
    contentEncoding,
    signature: { state, ...signature },
    checksums,
    problem,
    parameters: jsonReady(parametersOf(request).value),
    body: bytesAsText(request.body),
    response:
      response === undefined
        ? undefined
        : { ...response, body: bytesAsText(response.body), output: jsonReady(answerValue(request)) },
  });
}
