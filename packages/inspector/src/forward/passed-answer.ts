import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import type { RecordedRequest } from "../requests/recorded-request.js";
import type { Exchange } from "../server/exchange.js";

/** How many bytes of an answer are kept for display. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** Headers of the connection to the other side. */
const CONNECTION = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** An answer of the other side, on its way to the client. */
export class PassedAnswer {
  readonly #response: IncomingMessage;
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #bytes = 0;

  constructor(response: IncomingMessage) {
    this.#response = response;
  }

  /** Adds what is known about the answer so far. */
  record(request: RecordedRequest): void {
    const status = this.#response.statusCode ?? 0;
    request.status = status;
    request.response = {
      status,
      headers: this.#headers().map(([name, value]) => [name.toLowerCase(), value]),
      body: Buffer.concat(this.#kept),
      bodyBytes: this.#bytes,
    };
  }

  /** Passes the answer to the client as fast as the client reads it. */
  async pipe(exchange: Exchange): Promise<void> {
    const headers: Record<string, string[]> = {};
    for (const [name, value] of this.#headers()) headers[name] = [...(headers[name] ?? []), value];
    const out = exchange.begin(this.#response.statusCode ?? 502, headers);
    this.#response.on("data", (piece: Uint8Array) => this.#keep(piece));
    await pipeline(this.#response, out);
  }

  #keep(piece: Uint8Array): void {
    this.#bytes += piece.length;
    const space = MAX_KEPT_BYTES - this.#keptBytes;
    if (space <= 0) return;
    // It's a copy, since a piece is part of a larger buffer.
    const kept = Uint8Array.from(piece.subarray(0, space));
    this.#kept.push(kept);
    this.#keptBytes += kept.length;
  }

  #headers(): [name: string, value: string][] {
    const { rawHeaders } = this.#response;
    const pairs: [string, string][] = [];
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      const name = (rawHeaders[index] ?? "").toLowerCase();
      if (!CONNECTION.has(name)) pairs.push([name, rawHeaders[index + 1] ?? ""]);
    }
    return pairs;
  }
}
