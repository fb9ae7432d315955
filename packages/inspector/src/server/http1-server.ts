import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { ArrivedRequest } from "../requests/inspect-request.js";
import type { RequestProblem } from "../requests/inspected-request.js";
import { NO_PROXY, parserProblem, rawAnswer, requestOfPacket } from "./broken-http.js";
import { headerPairs } from "./exchange.js";
import { Http1Exchange } from "./http1-exchange.js";
import type { RequestHandler } from "./request-handler.js";

/**
 * Longer than a client's pause between two calls. If a connection closes just as it's used again, the request is lost.
 */
const KEEP_ALIVE_MS = 65_000;

/** The headers are a small part of a request. */
const HEADERS_TIMEOUT_MS = 60_000;

/** No program opens more connections on purpose. */
const MAX_CONNECTIONS = 5000;

/** A server that passes its requests to the handler. Anything that isn't HTTP is refused, and recorded too. */
export function createHttp1Server(
  handler: RequestHandler,
  { maxBodyBytes, requestTimeout }: { maxBodyBytes: number; requestTimeout: number },
): Server {
  /** Connections with a request whose body is still arriving. */
  const arriving = new WeakMap<Duplex, Http1Exchange>();
  /** Connections that are being closed because they didn't receive HTTP. */
  const refused = new WeakSet<Duplex>();

  const server = createServer({
    requireHostHeader: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout,
    headersTimeout: Math.min(requestTimeout, HEADERS_TIMEOUT_MS),
    connectionsCheckingInterval: Math.min(5000, Math.ceil(requestTimeout / 4)),
  });
  // Node.js would silently drop headers after the 2,000th. Their size is limited anyway.
  server.maxHeadersCount = 0;
  server.maxConnections = MAX_CONNECTIONS;

  const handle = (exchange: Http1Exchange, socket: Duplex): void => {
    arriving.set(socket, exchange);
    exchange.body.stream.once("close", () => arriving.delete(socket));
    void handler.handle(exchange);
  };
  const refuse = async (request: ArrivedRequest, problem: RequestProblem, socket: Duplex): Promise<void> => {
    await handler.refuse(request, socket.writable ? problem.status : undefined);
    answerRaw(problem, socket);
  };

  server.on("request", (request, response) => handle(new Http1Exchange(request, response), request.socket));
  server.on("checkContinue", (request, response) => {
    // A body over the limit is refused before it's sent, which is the purpose of Expect.
    if (Number(request.headers["content-length"] ?? 0) <= maxBodyBytes) response.writeContinue();
    handle(new Http1Exchange(request, response), request.socket);
  });
  server.on("checkExpectation", (request, response) =>
    handle(new Http1Exchange(request, response), request.socket),
  );
  server.on("connect", (request, socket) => {
    socket.on("error", () => undefined);
    void refuse(arrivedWithoutBody(request, NO_PROXY), NO_PROXY, socket);
  });
  server.on("clientError", (error, socket) => {
    // Each further packet on a connection that is being refused is another error.
    if (refused.has(socket)) return;
    refused.add(socket);
    const problem = parserProblem(error);
    if (problem === undefined) {
      socket.destroy();
      return;
    }
    const exchange = arriving.get(socket);
    if (exchange === undefined) {
      void refuse(requestOfPacket(error, problem), problem, socket);
      return;
    }
    exchange.problem = problem;
    exchange.answered = answerRaw(problem, socket);
  });
  return server;
}

function arrivedWithoutBody(request: IncomingMessage, problem: RequestProblem): ArrivedRequest {
  return {
    time: new Date(),
    method: request.method ?? "",
    url: request.url ?? "",
    httpVersion: request.httpVersion,
    rawHeaders: headerPairs(request.rawHeaders),
    trailers: {},
    body: { bytes: new Uint8Array(), seen: 0, outcome: "complete" },
    problem,
  };
}

/** Returns whether there was anybody left to answer. */
function answerRaw(problem: RequestProblem, socket: Duplex): boolean {
  if (!socket.writable) {
    socket.destroy();
    return false;
  }
  socket.end(rawAnswer(problem), () => socket.destroy());
  return true;
}
