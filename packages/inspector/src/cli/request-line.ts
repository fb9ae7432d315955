import type { ChecksumReport } from "../http/checksums.js";
import type { InspectedRequest } from "../requests/inspected-request.js";

/**
 * One line about a request: time, service and operation, status, bytes on the wire and decoded, signature,
 * and what is wrong with it.
 */
export function requestLine(request: InspectedRequest): string {
  const { service, operation, method, path, status } = request;
  const name = service === undefined ? `${method} ${path}` : `${service} ${operation ?? `${method} ${path}`}`;
  const parts = [
    request.time.toISOString().slice(11, 24),
    name,
    status === undefined ? "no answer" : String(status),
    size(request),
    signature(request),
    ...request.checksums.map(checksum),
  ];
  if (request.problem !== undefined) {
    const { code, message } = request.problem;
    // The line already has what is wrong with a signature or a checksum.
    parts.push(
      parts.some((part) => part.includes(message)) ? `REFUSED: ${code}` : `REFUSED: ${code}: ${message}`,
    );
  }
  return parts.map(printable).join("  ");
}

function checksum({ name, valid, declared, actual }: ChecksumReport): string {
  return valid ? `${name} ok` : `checksum WRONG: ${name} says ${declared}, the body has ${actual}`;
}

function size({ wireBytes, bodyBytes, contentEncoding }: InspectedRequest): string {
  if (contentEncoding === undefined && wireBytes === bodyBytes) return `${wireBytes} B`;
  return `${wireBytes} B on the wire, ${bodyBytes} B decoded (${contentEncoding ?? "framed"})`;
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

/** Data from a client must not move the cursor or add lines. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
