import { copiedRequest } from "../copy/copy-request.js";
import { harDocument, harEntry } from "../export/har.js";
import { parametersOf } from "../parameters/parameters.js";
import { jsonReady } from "../parameters/to-json.js";
import type { RecordedRequest } from "../requests/recorded-request.js";
import type { RequestLog } from "../requests/request-log.js";
import { outputAnswer } from "../respond/output-answer.js";
import type { ResponseStep } from "../respond/respond-script.js";
import type { ResponseQueue } from "../respond/response-queue.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import { COPY_FORMATS } from "./page-data.js";
import { requestDetail } from "./request-detail.js";

/** The data that the page's interface works on. */
export interface PageContext {
  readonly log: RequestLog;
  readonly responses: ResponseQueue;
  readonly credentials: readonly InspectorCredentials[];
  readonly endpoint: string;
}

/** An answer of the page's interface. */
export type ApiAnswer =
  | { readonly status: 200; readonly json: unknown; readonly download?: string }
  | { readonly status: 200; readonly bytes: Uint8Array; readonly download: string }
  | { readonly status: 400 | 404; readonly json: { readonly error: string } };

const NOT_FOUND: ApiAnswer = { status: 404, json: { error: "The inspector no longer has this request." } };

/** Limits for finding a word in bodies: how many of the newest requests, and how many bytes of each. */
const MAX_SEARCHED_BYTES = 1024 * 1024;

/** Answers the page's reads. Returns `undefined` for an unknown path. */
export function readApi(path: string, query: URLSearchParams, context: PageContext): ApiAnswer | undefined {
  const { log } = context;
  if (path === "api/har") {
    const ids = query.get("ids")?.split(",").map(Number);
    const requests = ids === undefined ? log.requests : log.requests.filter(({ id }) => ids.includes(id));
    return { status: 200, json: harDocument(requests.map(harEntry)), download: "inspector.har" };
  }
  if (path === "api/search") {
    const from = Number(query.get("from") ?? 0);
    const requests = log.requests.filter(({ id }) => id >= from);
    return { status: 200, json: search(requests, query.get("text") ?? "") };
  }
  const [, digits, part] = /^api\/requests\/(\d{1,15})(?:\/(copy|body))?$/.exec(path) ?? [];
  if (digits === undefined) return undefined;
  const request = log.requests.find(({ id }) => id === Number(digits));
  if (request === undefined) return NOT_FOUND;
  if (part === "copy") {
    const format = COPY_FORMATS.find((known) => known === query.get("as"));
    if (format === undefined)
      return { status: 400, json: { error: `as is one of ${COPY_FORMATS.join(", ")}` } };
    return { status: 200, json: copiedRequest(request, format, context) };
  }
  if (part === "body") return body(request, query.get("part") ?? "request");
  const others = log.requests.filter(({ service }) => service === request.service);
  const detail = requestDetail(request, {
    credentials: context.credentials,
    others: others.filter((other) => other !== request),
    reveal: query.get("reveal") === "1",
  });
  return { status: 200, json: detail };
}

/**
 * Does what the page asks for. Returns `undefined` for an unknown path. @throws InspectorError for wrong patterns and
 * steps
 */
export function writeApi(
  path: string,
  input: unknown,
  { log, responses }: PageContext,
): ApiAnswer | undefined {
  const fields: Record<string, unknown> = Object(input);
  if (path === "api/clear") {
    const { keep } = fields;
    log.clear(new Set(Array.isArray(keep) ? keep.map(Number) : []));
    return { status: 200, json: {} };
  }
  if (path === "api/answers") {
    const { operation, step, output } = fields;
    if (typeof operation !== "string") return { status: 400, json: { error: "operation is missing" } };
    const answer: ResponseStep =
      typeof step === "string" ? step : outputAnswer({ kind: "json", value: output });
    responses.pushFor(operation, [answer]);
    return { status: 200, json: {} };
  }
  return undefined;
}

function body(request: RecordedRequest, part: string): ApiAnswer {
  const name = `request-${request.id}`;
  if (part === "request") return { status: 200, bytes: request.body, download: `${name}.body` };
  if (part === "wire") return { status: 200, bytes: request.wireBody, download: `${name}.wire` };
  if (part === "response" && request.response !== undefined)
    return { status: 200, bytes: request.response.body, download: `${name}.answer` };
  return { status: 400, json: { error: "part is one of request, wire, response" } };
}

/** The ids of the requests that contain a string, in any case, in their URL, headers, parameters, body or answer. */
function search(requests: readonly RecordedRequest[], text: string): number[] {
  const wanted = text.toLowerCase();
  if (wanted === "") return [];
  const has = (value: string): boolean => value.toLowerCase().includes(wanted);
  const inBytes = (bytes: Uint8Array): boolean =>
    has(Buffer.from(bytes.subarray(0, MAX_SEARCHED_BYTES)).toString("utf8"));
  return requests
    .filter(
      (request) =>
        has(request.url) ||
        request.rawHeaders.some(([name, value]) => has(`${name}: ${value}`)) ||
        inBytes(request.body) ||
        (request.response !== undefined && inBytes(request.response.body)) ||
        // What is encoded on the wire.
        (request.protocol !== "json" && has(JSON.stringify(jsonReady(parametersOf(request).value) ?? ""))),
    )
    .map(({ id }) => id);
}
