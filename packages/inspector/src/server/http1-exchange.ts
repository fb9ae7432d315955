import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import { crossOriginHeaders } from "../http/cors.js";
import type { IncomingBody } from "../http/read-body.js";
import type { RequestProblem } from "../requests/inspected-request.js";
import type { Answer } from "../respond/answer.js";
import { bodyBytes, type Exchange, headerPairs } from "./exchange.js";

/** How long a client can keep sending a body that was refused. If it were cut off, it wouldn't read the answer. */
const LINGER_MS = 2000;

/** A request over HTTP/1.1. */
export class Http1Exchange implements Exchange {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly body: IncomingBody;
  problem: RequestProblem | undefined;
  answered = false;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  /** Node.js removes it from a request that was destroyed. */
  readonly #socket: Socket;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.#socket = request.socket;
    this.method = request.method ?? "";
    this.url = request.url ?? "";
    this.httpVersion = request.httpVersion;
    this.rawHeaders = headerPairs(request.rawHeaders);
    this.body = {
      stream: request,
      contentLength: Number(request.headers["content-length"] ?? 0),
      wasBrokenOff: () => !request.complete,
    };
    // It isn't our error if a client disconnects while it's answered.
    response.on("error", () => undefined);
  }

  get headers(): Exchange["headers"] {
    return this.#request.headers;
  }

  get gone(): boolean {
    return this.#response.destroyed || this.#socket.destroyed;
  }

  trailers(): Record<string, string> {
    return Object.fromEntries(
      headerPairs(this.#request.rawTrailers).map(([name, value]) => [name.toLowerCase(), value]),
    );
  }

  onEnd(listener: () => void): void {
    this.#response.once("close", listener);
  }

  answer(answer: Answer): void {
    const body = bodyBytes(answer);
    const bodiless = answer.status === 204 || answer.status === 304;
    const length =
      bodiless || "transfer-encoding" in answer.headers ? {} : { "content-length": String(body.length) };
    const response = this.begin(answer.status, { ...length, ...answer.headers });
    if (this.#request.complete || bodiless) {
      response.end(bodiless ? undefined : body);
      return;
    }
    response.write(body);
    const timer = setTimeout(() => response.end(), LINGER_MS);
    for (const event of ["end", "close"]) {
      this.#request.once(event, () => {
        clearTimeout(timer);
        response.end();
      });
    }
  }

  begin(status: number, headers: Readonly<Record<string, string | readonly string[]>>): Writable {
    const all: Record<string, string | string[]> = {
      ...(this.#request.complete ? {} : { connection: "close" }),
      ...crossOriginHeaders(this.#request),
    };
    for (const [name, value] of Object.entries(headers))
      all[name] = typeof value === "string" ? value : [...value];
    this.#response.writeHead(status, all);
    return this.#response;
  }

  drop(): void {
    this.#socket.destroy();
  }
}
