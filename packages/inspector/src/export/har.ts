import { STATUS_CODES } from "node:http";
import { answerValue } from "../parameters/answer-value.js";
import { parametersOf } from "../parameters/parameters.js";
import { jsonReady, readableText } from "../parameters/to-json.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { maskHeader, maskUrl, maskValue } from "../secrets/mask.js";
import { MASK } from "../secrets/mask-text.js";
import { isSecretQuery } from "../secrets/secret-names.js";
import { VERSION } from "../version.js";

/** One request in HAR 1.2, the format that browsers' developer tools read. http://www.softwareishard.com/blog/har-12-spec/ */
export interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: object;
  readonly response: object;
  readonly cache: object;
  readonly timings: object;
  readonly comment?: string;
}

/** A HAR document of some requests. */
export function harDocument(entries: readonly HarEntry[]): object {
  return { log: { version: "1.2", creator: { name: "@tucuxi/inspector", version: VERSION }, entries } };
}

/** A request as an entry of a HAR document, with secrets masked. */
export function harEntry(request: InspectedRequest): HarEntry {
  const { service, operation, duration = 0 } = request;
  return {
    startedDateTime: request.time.toISOString(),
    time: duration,
    request: harRequest(request),
    response: harResponse(request),
    cache: {},
    timings: { send: 0, wait: duration, receive: 0 },
    comment: `${service ?? "unknown service"} ${operation ?? "unknown operation"}, signature ${request.signature.state}`,
  };
}

function harRequest(request: InspectedRequest): object {
  const { service, headers, bodyBytes } = request;
  return {
    method: request.method,
    url: wholeUrl(request),
    httpVersion: `HTTP/${request.httpVersion}`,
    cookies: [],
    headers: request.rawHeaders.map(([name, value]) => ({ name, value: maskHeader(service, name, value) })),
    queryString: [...request.query].map(([name, value]) => ({
      name,
      value: isSecretQuery(service, name) ? MASK : value,
    })),
    ...(bodyBytes === 0
      ? {}
      : {
          postData: {
            mimeType: headers["content-type"] ?? "",
            ...bodyText(request.body, maskedParameters(request)),
          },
        }),
    headersSize: -1,
    bodySize: request.wireBytes,
  };
}

function harResponse(request: InspectedRequest): object {
  const { response, service } = request;
  const headers = response?.headers ?? [];
  const mimeType = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  const status = response?.status ?? request.status ?? 0;
  return {
    status,
    statusText: STATUS_CODES[status] ?? "",
    httpVersion: `HTTP/${request.httpVersion}`,
    cookies: [],
    headers: headers.map(([name, value]) => ({ name, value: maskHeader(service, name, value) })),
    content: {
      size: response?.bodyBytes ?? 0,
      mimeType,
      ...(response === undefined || response.body.length === 0
        ? {}
        : bodyText(response.body, maskedAnswer(request))),
    },
    redirectURL: "",
    headersSize: -1,
    bodySize: response?.bodyBytes ?? 0,
  };
}

/** A body with secrets becomes the masked document. Other bodies don't change. */
function bodyText(body: Uint8Array, masked: string | undefined): { text: string; encoding?: string } {
  if (masked !== undefined) return { text: masked };
  const text = readableText(body);
  return text === undefined ? { text: Buffer.from(body).toString("base64"), encoding: "base64" } : { text };
}

function maskedParameters(request: InspectedRequest): string | undefined {
  return maskedText(request.service, parametersOf(request).value);
}

function maskedAnswer(request: InspectedRequest): string | undefined {
  return maskedText(request.service, answerValue(request));
}

function maskedText(service: string | undefined, value: unknown): string | undefined {
  const masked = maskValue(service, jsonReady(value));
  return masked.secrets.length === 0 ? undefined : JSON.stringify(masked.value);
}

/** Not `new URL(path, base)`: it removes dot segments, and takes the start of `//a/b` for a host. */
function wholeUrl({ service, url, headers }: InspectedRequest): string {
  const target = maskUrl(service, url).replace(/[^!-~]/g, encodeURIComponent);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) return target;
  return `http://${validHost(headers["host"] ?? "localhost")}${target.startsWith("/") ? "" : "/"}${target}`;
}

function validHost(host: string): string {
  return URL.canParse(`http://${host}`) ? host : "localhost";
}
