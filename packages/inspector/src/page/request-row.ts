import type { RecordedRequest } from "../requests/recorded-request.js";
import type { RequestRow } from "./page-data.js";

/** Longer paths are shown in the details. */
const MAX_PATH = 300;

/** What the list shows about a request. */
export function requestRow(request: RecordedRequest): RequestRow {
  const { id, callId, attempt, time, method, path, service, operation, status, isSettled } = request;
  const { wireBytes, bodyBytes, signature, checksums, duration, problem, events } = request;
  return {
    id,
    callId,
    attempt,
    time: time.getTime(),
    method,
    path: path.slice(0, MAX_PATH),
    service,
    operation: operation?.slice(0, MAX_PATH),
    status,
    isSettled,
    wireBytes,
    bodyBytes,
    signature: signature.state,
    fault: signature.state === "invalid" ? signature.fault : undefined,
    checksumsValid: checksums.every(({ valid }) => valid),
    duration,
    problem: problem?.code,
    events: events.length,
  };
}
