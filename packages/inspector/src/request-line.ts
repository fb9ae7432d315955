import type { InspectedRequest } from "./inspected-request.js";

/**
 * One line about a request: time, service and operation, status, bytes on the wire and decoded, signature,
 * and what is wrong with it.
 */
export function requestLine(request: InspectedRequest): string {
  const { service, operation, method, path, status } = request;
  const name = service === undefined ? `${method} ${path}` : `${service} ${operation ?? `${method} ${path}`}`;
  return [
    request.time.toISOString().slice(11, 23),
    printable(name),
    status === undefined ? "no answer" : String(status),
    size(request),
    printable(signature(request)),
    ...request.checksums.map(({ name: header, valid, declared, actual }) =>
      valid ? `${header} ok` : printable(`${header} WRONG: says ${declared}, the body has ${actual}`),
    ),
    ...(request.problem === undefined ? [] : [printable(`REFUSED: ${request.problem.message}`)]),
  ].join("  ");
}

function size({ wireBytes, bodyBytes, contentEncoding }: InspectedRequest): string {
  if (contentEncoding === undefined && wireBytes === bodyBytes) return `${wireBytes} B`;
  return `${wireBytes} B on the wire, ${bodyBytes} B decoded (${printable(contentEncoding ?? "framed")})`;
}

function signature({ signature: report }: InspectedRequest): string {
  switch (report.state) {
    case "valid":
      return report.kind === "presigned" ? "presigned ok" : "signature ok";
    case "invalid":
      return `signature INVALID: ${report.reason}`;
    case "absent":
      return "unsigned";
    case "unchecked":
      return `signature ${report.reason}`;
  }
}

/** What a client sent must not be able to move the cursor or to write a line of its own. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
