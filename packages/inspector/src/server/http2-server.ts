import type { Server } from "node:http";
import {
  constants,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { Socket } from "node:net";
import type { RequestProblem } from "../requests/inspected-request.js";
import { HEADERS_TOO_LARGE, NO_PROXY } from "./broken-http.js";
import { isEventStream } from "./exchange.js";
import { Http2Exchange } from "./http2-exchange.js";
import type { RequestHandler } from "./request-handler.js";

/** Node.js's limit for HTTP/1.1. */
const MAX_HEADER_BYTES = 16_384;

/** The first bytes of an HTTP/2 connection. No HTTP/1.1 method begins with them. */
const PREFACE = "PRI";

/**
 * Lets an HTTP/1.1 server speak HTTP/2 too, on the same port and without TLS. The first bytes of a connection decide.
 * @returns a function that ends every connection.
 */
export function speakHttp2(server: Server, handler: RequestHandler, requestTimeout: number): () => void {
  const http2 = createHttp2Server(handler, requestTimeout);
  const sockets = new Set<Socket>();
  const speakHttp1 = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    // The servers watch over connections that they know.
    const timer = setTimeout(() => socket.destroy(), requestTimeout);
    socket.once("close", () => clearTimeout(timer));
    whenBegun(socket, (start) => {
      clearTimeout(timer);
      if (start === PREFACE) {
        // As in a server that speaks only HTTP/2, the connection ends when the client has finished sending.
        socket.allowHalfOpen = false;
        http2.emit("connection", socket);
        return;
      }
      for (const listener of speakHttp1) Reflect.apply(listener, server, [socket]);
    });
  });
  return () => {
    for (const socket of sockets) socket.destroy();
    http2.close();
  };
}

/** Calls back with the first letters, which stay unread. */
function whenBegun(socket: Socket, begun: (start: string) => void): void {
  const nothing = Buffer.alloc(0);
  const read = (): void => {
    const start: Buffer | null = socket.read(PREFACE.length) ?? (socket.readableEnded ? nothing : null);
    if (start === null && !socket.readableEnded) return;
    socket.off("readable", read);
    socket.off("end", read);
    // In one piece with what came with it, since an error of the parser has only the piece that it is in.
    if (start !== null && start.length > 0) socket.unshift(Buffer.concat([start, socket.read() ?? nothing]));
    begun(start?.toString("latin1") ?? "");
  };
  socket.on("readable", read);
  socket.once("end", read);
}

function createHttp2Server(handler: RequestHandler, requestTimeout: number): Http2Server {
  const server = createServer({
    maxHeaderListPairs: 2000,
    settings: { maxConcurrentStreams: 100, maxHeaderListSize: MAX_HEADER_BYTES },
  });
  server.on("sessionError", () => undefined);
  const openStreams = new WeakMap<object, number>();
  server.on("session", (session) => {
    session.on("error", () => undefined);
    session.setTimeout(requestTimeout, () => {
      // A connection that waits for an answer isn't idle.
      if (!openStreams.get(session)) session.destroy();
    });
  });
  // The raw headers aren't in the types of Node.js 20.
  const handle = (
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    _flags: number,
    rawHeaders: string[],
  ): void => {
    const { session } = stream;
    if (session !== undefined) {
      openStreams.set(session, (openStreams.get(session) ?? 0) + 1);
      stream.once("close", () => openStreams.set(session, (openStreams.get(session) ?? 1) - 1));
    }
    const exchange = new Http2Exchange(stream, headers, rawHeaders);
    exchange.problem = headProblem(exchange);
    if (!isEventStream(exchange)) endWhenSlow(stream, exchange, requestTimeout);
    void handler.handle(exchange);
  };
  server.on("stream", handle);
  return server;
}

/** What Node.js finds wrong for HTTP/1.1, but takes for HTTP/2. */
function headProblem({ method, url, rawHeaders }: Http2Exchange): RequestProblem | undefined {
  if (method === "CONNECT") return NO_PROXY;
  const bytes = rawHeaders.reduce((sum, [name, value]) => sum + name.length + value.length, url.length);
  return bytes > MAX_HEADER_BYTES ? HEADERS_TOO_LARGE : undefined;
}

/** As HTTP/1.1 does it. The answer to a client that doesn't finish its request is a closed stream. */
function endWhenSlow(stream: ServerHttp2Stream, exchange: Http2Exchange, requestTimeout: number): void {
  const timer = setTimeout(() => {
    exchange.problem = { status: 408, code: "RequestTimeout", message: "the request didn't arrive in time" };
    stream.close(constants.NGHTTP2_CANCEL);
  }, requestTimeout);
  for (const event of ["end", "close"]) stream.once(event, () => clearTimeout(timer));
}
