import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Writable } from "node:stream";
import { crossOriginHeaders } from "../http/cors.js";
import type { IncomingBody } from "../http/read-body.js";
import type { RequestProblem } from "../requests/inspected-request.js";
import type { Answer } from "../respond/answer.js";
import { bodyBytes, type Exchange, headerPairs, isBodiless } from "./exchange.js";

/** HTTP/2 doesn't have these headers, and refuses an answer with them. */
const CONNECTION_HEADERS = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** A request over HTTP/2. */
export class Http2Exchange implements Exchange {
  readonly method: string;
  readonly url: string;
  readonly httpVersion = "2.0";
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: IncomingBody;
  problem: RequestProblem | undefined;
  readonly answered = false;
  readonly #stream: ServerHttp2Stream;
  #trailers: Record<string, string> = {};

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, rawHeaders: readonly string[]) {
    this.#stream = stream;
    this.headers = headers;
    const pseudo = (name: string): string => String(headers[name] ?? "");
    this.method = pseudo(":method");
    this.url = pseudo(":path");
    // HTTP/1.1's host header is `:authority` here, and the SDK signs it by that name.
    this.rawHeaders = headerPairs(rawHeaders).filter(
      ([name]) => !name.startsWith(":") || name === ":authority",
    );
    this.body = {
      stream,
      contentLength: Number(headers["content-length"] ?? 0),
      wasBrokenOff: () => stream.aborted,
    };
    stream.on("error", () => undefined);
    stream.on("trailers", (trailers: IncomingHttpHeaders) => {
      this.#trailers = Object.fromEntries(
        Object.entries(trailers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      );
    });
  }

  get gone(): boolean {
    return this.#stream.destroyed;
  }

  trailers(): Record<string, string> {
    return this.#trailers;
  }

  onEnd(listener: () => void): void {
    this.#stream.once("close", listener);
  }

  answer(answer: Answer): void {
    const body = bodyBytes(answer);
    const bodiless = isBodiless(this.method, answer.status);
    const length = answer.status === 204 ? {} : { "content-length": String(body.length) };
    this.begin(answer.status, { ...length, ...answer.headers }).end(bodiless ? undefined : body);
  }

  begin(status: number, headers: Readonly<Record<string, string | readonly string[]>>): Writable {
    const all: Record<string, string | string[]> = { ...crossOriginHeaders(this) };
    for (const [name, value] of Object.entries(headers)) {
      if (!CONNECTION_HEADERS.has(name.toLowerCase()))
        all[name] = typeof value === "string" ? value : [...value];
    }
    if (!this.#stream.destroyed) this.#stream.respond({ ...all, ":status": status });
    return this.#stream;
  }

  drop(): void {
    this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    this.#stream.session?.destroy();
  }
}
