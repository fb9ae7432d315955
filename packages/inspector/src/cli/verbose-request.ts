import { answerValue } from "../parameters/answer-value.js";
import { hexDump } from "../parameters/hex-dump.js";
import { parametersOf } from "../parameters/parameters.js";
import { jsonReady, readableText } from "../parameters/to-json.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { maskCanonical, maskHeader, maskUrl, maskValue } from "../secrets/mask.js";
import { explainSignature, type SignatureExplanation } from "../sigv4/explain-signature.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import { requestLine } from "./request-line.js";
import { terminalLines, terminalText } from "./terminal-text.js";

/** How much of a body is printed. */
const MAX_BODY_CHARS = 4096;
const MAX_HEX_BYTES = 256;

/** How much is printed of each request: 1 is `-v`, 2 is `-vv`. */
export interface Verbosity {
  readonly level: 1 | 2;
  readonly credentials: readonly InspectorCredentials[];
}

/** A request in several lines: its headers, with the signed ones marked, its body, and how it was signed. */
export function verboseRequest(request: InspectedRequest, { level, credentials }: Verbosity): string {
  const lines = [
    requestLine(request),
    `  ${request.method} ${terminalText(maskUrl(request.service, request.url))} HTTP/${request.httpVersion}`,
    ...headerLines(request),
    ...indent(bodyLines(request)),
    ...forwardedLines(request),
    ...answerLines(request),
  ];
  if (level === 2) lines.push(...signatureLines(request, credentials));
  return `${lines.join("\n")}\n`;
}

function headerLines(request: InspectedRequest): string[] {
  const { signature, service } = request;
  const signed = new Set(
    signature.state === "valid" || signature.state === "invalid" ? signature.signedHeaders : [],
  );
  return request.rawHeaders.map(([name, value]) => {
    const mark = signed.has(name.toLowerCase()) ? "*" : " ";
    return ` ${mark}${terminalText(name)}: ${terminalText(maskHeader(service, name, value))}`;
  });
}

/** The parameters if the body is a document, or else the body itself. */
function bodyLines(request: InspectedRequest): string[] {
  if (request.bodyBytes === 0) return [];
  const { value } = parametersOf(request);
  if (value !== undefined) return cut(jsonLines(request.service, value));
  return plainBody(request.body);
}

function forwardedLines({ forwarded, service }: InspectedRequest): string[] {
  if (forwarded === undefined) return [];
  return [
    `  passed on as ${forwarded.method} ${terminalText(maskUrl(service, forwarded.url))}`,
    ...forwarded.headers.map(
      ([name, value]) => `  ${terminalText(name)}: ${terminalText(maskHeader(service, name, value))}`,
    ),
  ];
}

function answerLines(request: InspectedRequest): string[] {
  const { response, service } = request;
  if (response === undefined) return [];
  const value = answerValue(request);
  const body = value === undefined ? plainBody(response.body) : cut(jsonLines(service, value));
  return [
    `  answered with ${response.status}${request.duration === undefined ? "" : ` in ${request.duration.toFixed(1)} ms`}`,
    ...response.headers.map(
      ([name, header]) => `  ${terminalText(name)}: ${terminalText(maskHeader(service, name, header))}`,
    ),
    ...indent(body),
  ];
}

function jsonLines(service: string | undefined, value: unknown): string {
  return JSON.stringify(maskValue(service, jsonReady(value)).value, undefined, 2);
}

function plainBody(body: Uint8Array): string[] {
  const start = body.subarray(0, MAX_BODY_CHARS * 4);
  // The cut may be in the middle of a character.
  const text =
    readableText(start) ?? readableText(start.subarray(0, -1)) ?? readableText(start.subarray(0, -2));
  return text === undefined ? hexLines(body) : cut(text, body.length);
}

function cut(text: string, bytes = text.length): string[] {
  const shown = terminalLines(text.slice(0, MAX_BODY_CHARS));
  return bytes > MAX_BODY_CHARS ? [...shown, `… cut after ${MAX_BODY_CHARS} of ${bytes}`] : shown;
}

function hexLines(body: Uint8Array): string[] {
  const lines = hexDump(body.subarray(0, MAX_HEX_BYTES));
  return body.length > MAX_HEX_BYTES
    ? [...lines, `… cut after ${MAX_HEX_BYTES} of ${body.length} bytes`]
    : lines;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

function signatureLines(request: InspectedRequest, credentials: readonly InspectorCredentials[]): string[] {
  const explanation = explainSignature(request, credentials);
  if (explanation === undefined) return [];
  const { words, canonicalRequest, stringToSign } = explanation;
  return [
    `  signature: ${terminalText(words)}`,
    "  canonical request:",
    ...marked(maskCanonical(request.service, canonicalRequest), explanation, "canonical-request"),
    "  string to sign:",
    ...marked(stringToSign, explanation, "string-to-sign"),
  ];
}

function marked(
  text: string,
  { difference }: SignatureExplanation,
  where: "canonical-request" | "string-to-sign",
): string[] {
  return text.split("\n").map((line, index) => {
    const here = difference?.where === where && difference.line === index;
    return `  ${here ? ">>" : "  "} ${terminalText(line)}`;
  });
}
