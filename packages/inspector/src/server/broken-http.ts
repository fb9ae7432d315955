import { ascii } from "../http/ascii.js";
import type { ArrivedRequest } from "../requests/inspect-request.js";
import type { RequestProblem } from "../requests/inspected-request.js";

/**
 * What Node.js's HTTP parser found wrong, as an answer for the client; `undefined` when the client has only
 * gone away.
 */
export function parserProblem(error: Error): RequestProblem | undefined {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ECONNRESET" || code === "EPIPE") return undefined;
  if (code === "HPE_HEADER_OVERFLOW") {
    return {
      status: 431,
      code: "RequestHeaderSectionTooLarge",
      message: "the request's headers are too large",
    };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return { status: 408, code: "RequestTimeout", message: "the request did not arrive in time" };
  }
  const packet = packetOf(error);
  if (packet.startsWith("\x16\x03")) {
    return {
      status: 400,
      code: "BadRequest",
      message: "TLS is not spoken here: use http:// in the endpoint",
    };
  }
  return { status: 400, code: "BadRequest", message: `this is not valid HTTP: ${error.message}` };
}

/** A request that never became one, with what can be read of its first line. */
export function requestOfPacket(error: Error, problem: RequestProblem): ArrivedRequest {
  const [, method = "", url = "", httpVersion = ""] =
    /^([!-~]{1,40}) ([!-~]*)(?: HTTP\/(\d\.\d))?/.exec(packetOf(error)) ?? [];
  return {
    time: new Date(),
    method,
    url,
    httpVersion,
    rawHeaders: [],
    trailers: {},
    body: { bytes: new Uint8Array(), seen: 0, outcome: "cut-short" },
    problem,
  };
}

/** An answer written on the bare socket: Node.js gives no response object for what it could not parse. */
export function rawAnswer({ status, code, message }: RequestProblem): string {
  const body = JSON.stringify({ __type: code, message });
  return [
    `HTTP/1.1 ${status} ${code}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `x-amzn-errortype: ${code}`,
    "connection: close",
    "",
    body,
  ].join("\r\n");
}

function packetOf(error: Error): string {
  return "rawPacket" in error && error.rawPacket instanceof Uint8Array ? ascii(error.rawPacket) : "";
}
