import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { ArrivedRequest } from "../requests/inspect-request.js";
import type { RequestProblem } from "../requests/inspected-request.js";
import { parserProblem, rawAnswer, requestOfPacket } from "./broken-http.js";
import { headerPairs } from "./exchange.js";
import { Http1Exchange } from "./http1-exchange.js";
import type { RequestHandler } from "./request-handler.js";

/** Longer than a client's pause between two calls: a connection closed just as it is used again is a lost request. */
const KEEP_ALIVE_MS = 65_000;

/** The headers are a small part of a request. */
const HEADERS_TIMEOUT_MS = 60_000;

/** More connections than any program opens on purpose. */
const MAX_CONNECTIONS = 5000;

/** A server whose requests go to the handler; what is no HTTP at all is refused and recorded too. */
export function createHttp1Server(
  handler: RequestHandler,
  { maxBodyBytes, requestTimeout }: { maxBodyBytes: number; requestTimeout: number },
): Server {
  /** Connections with a request whose body is still coming in. */
  const arriving = new WeakMap<Duplex, Http1Exchange>();
  /** Connections that are being closed because what came on them was not HTTP. */
  const refused = new WeakSet<Duplex>();

  const server = createServer({
    requireHostHeader: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout,
    headersTimeout: Math.min(requestTimeout, HEADERS_TIMEOUT_MS),
    connectionsCheckingInterval: Math.min(5000, Math.ceil(requestTimeout / 4)),
  });
  // Node.js would drop the headers after the 2,000th without a word; their size is limited in any case.
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
    // A body over the limit is refused before it is sent: that is what Expect is for.
    if (Number(request.headers["content-length"] ?? 0) <= maxBodyBytes) response.writeContinue();
    handle(new Http1Exchange(request, response), request.socket);
  });
  server.on("checkExpectation", (request, response) =>
    handle(new Http1Exchange(request, response), request.socket),
  );
  server.on("connect", (request, socket) => {
    socket.on("error", () => undefined);
    const problem = { status: 405, code: "MethodNotAllowed", message: NO_PROXY };
    void refuse(arrivedWithoutBody(request, problem), problem, socket);
  });
  server.on("clientError", (error, socket) => {
    // Each further packet of a connection that is being refused is an error again.
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

const NO_PROXY = "CONNECT is for proxies: give this address as the endpoint, not as a proxy";

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

/** Says whether there was anyone left to tell. */
function answerRaw(problem: RequestProblem, socket: Duplex): boolean {
  if (!socket.writable) {
    socket.destroy();
    return false;
  }
  socket.end(rawAnswer(problem), () => socket.destroy());
  return true;
}
