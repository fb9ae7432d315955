import { ascii } from "../http/ascii.js";
import type { ArrivedRequest } from "../requests/inspect-request.js";
import type { RequestProblem } from "../requests/inspected-request.js";

/** A problem of a request whose head has more than Node.js's parser takes for HTTP/1.1. */
export const HEADERS_TOO_LARGE: RequestProblem = {
  status: 431,
  code: "RequestHeaderSectionTooLarge",
  message: "the request's headers are too large",
};

/** The problem of a client that takes the inspector for a proxy. */
export const NO_PROXY: RequestProblem = {
  status: 405,
  code: "MethodNotAllowed",
  message: "CONNECT is for proxies. Use this address as the endpoint, not as a proxy",
};

/** Answers what Node.js's HTTP parser found wrong, or `undefined` if the client only disconnected. */
export function parserProblem(error: Error): RequestProblem | undefined {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ECONNRESET" || code === "EPIPE") return undefined;
  if (code === "HPE_HEADER_OVERFLOW") {
    return HEADERS_TOO_LARGE;
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return { status: 408, code: "RequestTimeout", message: "the request didn't arrive in time" };
  }
  if (code === "HPE_INVALID_EOF_STATE") {
    return {
      status: 400,
      code: "IncompleteBody",
      message: "the client ended the connection within the request",
    };
  }
  const packet = packetOf(error);
  if (packet.startsWith("\x16\x03")) {
    return {
      status: 400,
      code: "BadRequest",
      message: "the inspector doesn't speak TLS. Use http:// in the endpoint",
    };
  }
  return { status: 400, code: "BadRequest", message: `this isn't valid HTTP: ${error.message}` };
}

/** A request that couldn't be parsed, with what can be read from its first line. */
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

/** Writes an answer on the bare socket, since Node.js has no response object for a request that it couldn't parse. */
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
