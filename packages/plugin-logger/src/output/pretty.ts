import type { BodyRecord, ErrorRecord, LogRecord, WireRecord } from "../records/records.js";
import { summaryOf } from "../records/summary.js";
import type { LogLevel } from "./levels.js";

const COLOURS: Readonly<Record<LogLevel, number>> = { error: 31, info: 32, debug: 36, trace: 90 };

/**
 * A record as lines for a terminal. Control characters are escaped, so a service's answer can't move the cursor or
 * change the title.
 */
export function prettyText(level: LogLevel, record: LogRecord, colours: boolean): string {
  const time = new Date().toISOString().slice(11, 23);
  const label = level.toUpperCase().padEnd(5);
  const coloured = colours ? `\u001b[${COLOURS[level]}m${label}\u001b[39m` : label;
  const [first = "", ...rest] = linesOf(record)
    .flatMap((line) => line.split(/\r?\n/))
    .map(visible);
  return [`${time} ${coloured} ${first}`, ...rest.map((line) => `    ${line}`)].join("\n");
}

function linesOf(record: LogRecord): string[] {
  const summary = summaryOf(record);
  switch (record.type) {
    case "call":
    case "attempt": {
      const details = [
        record.type === "attempt" ? `${record.method} ${record.host}` : undefined,
        bytes("sent", record.requestBytes, record.requestBytesDecoded),
        bytes("received", record.responseBytes),
        record.requestId && `request id ${record.requestId}`,
        record.extendedRequestId && `extended request id ${record.extendedRequestId}`,
      ].filter((detail) => detail !== undefined);
      return [[summary, ...details].join(", "), ...errorLines(record.error)];
    }
    case "wire":
      return [summary, ...wireLines(record)];
    case "stream":
      return [summary, ...bodyLines("<", record.body)];
    case "presigned":
      return [`${summary}: ${record.method} ${record.url}`];
  }
}

function wireLines({ request, response }: WireRecord): string[] {
  const lines = [`> ${request.method} ${request.url}`, ...headerLines(">", request.headers)];
  lines.push(...bodyLines(">", request.body));
  if (response === undefined) return lines;
  return [
    ...lines,
    `< ${response.status}`,
    ...headerLines("<", response.headers),
    ...bodyLines("<", response.body),
  ];
}

function headerLines(arrow: string, headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${arrow} ${name}: ${value}`);
}

function bodyLines(arrow: string, body: BodyRecord | undefined): string[] {
  if (body === undefined) return [];
  if ("omitted" in body) return [`${arrow} (${body.omitted})`];
  const text = "text" in body ? body.text : "base64" in body ? body.base64 : JSON.stringify(body.redacted);
  return [...text.split(/\r?\n/), ...(body.truncated === true ? ["..."] : [])].map(
    (line) => `${arrow} ${line}`,
  );
}

function errorLines(error: ErrorRecord | undefined): string[] {
  if (error === undefined) return [];
  const code = error.code === undefined ? "" : ` (${error.code})`;
  const line = `${error.name}${code}: ${error.message}`;
  return [line, ...errorLines(error.cause).map((cause) => `caused by ${cause}`)];
}

function bytes(verb: string, count: number | undefined, decoded?: number): string | undefined {
  if (count === undefined) return undefined;
  return `${count} B ${verb}${decoded === undefined ? "" : ` (${decoded} B before it was compressed)`}`;
}

function visible(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === "\t" ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
