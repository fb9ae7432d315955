import type { Readable } from "node:stream";
import type { BodyMemory } from "./body-memory.js";
import { joinChunks } from "./join-chunks.js";

/** The outcome of reading a request's body. */
export interface ReadBody {
  /** The body, or no bytes if it wasn't read completely. */
  readonly bytes: Uint8Array;
  /** The bytes seen; for a body that is too large, those announced if they were. */
  readonly seen: number;
  /** "crowded" means that other bodies use all the memory reserved for bodies. */
  readonly outcome: "complete" | "too-large" | "cut-short" | "crowded";
}

/** The stream of a request's body, and what the head says about it. */
export interface IncomingBody {
  readonly stream: Readable;
  readonly contentLength: number;
  /** Whether the client disconnected. An HTTP/2 stream then ends as if it were complete. */
  wasBrokenOff(): boolean;
}

/** Reads a body into memory. Stops keeping it if it's longer than `maxBytes`. Never rejects. */
export function readBody(body: IncomingBody, maxBytes: number, memory: BodyMemory): Promise<ReadBody> {
  const { stream, contentLength } = body;
  const nothing = new Uint8Array();
  if (contentLength > maxBytes) {
    stream.on("error", () => undefined);
    stream.resume();
    return Promise.resolve({ bytes: nothing, seen: contentLength, outcome: "too-large" });
  }
  return new Promise((resolve) => {
    let chunks: Uint8Array[] = [];
    let seen = 0;
    let held = 0;
    let refused = false;
    const settle = (outcome: ReadBody["outcome"], bytes: Uint8Array = nothing): void => {
      chunks = [];
      memory.letGo(held);
      held = 0;
      resolve({ bytes, seen, outcome });
    };
    stream.on("data", (chunk: Uint8Array) => {
      // Later chunks still arrive here and are dropped.
      if (refused) return;
      seen += chunk.length;
      const tooLarge = seen > maxBytes;
      if (tooLarge || !memory.tryHold(chunk.length)) {
        refused = true;
        settle(tooLarge ? "too-large" : "crowded");
        return;
      }
      held += chunk.length;
      chunks.push(chunk);
    });
    stream.on("end", () => {
      if (body.wasBrokenOff()) settle("cut-short");
      else settle("complete", joined(chunks));
    });
    stream.on("error", () => settle("cut-short"));
    stream.on("close", () => settle("cut-short"));
  });
}

/**
 * Doesn't copy a large body that came in one piece. Copies a small one, so the socket's whole buffer isn't kept alive.
 */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  const isCompact = only !== undefined && only.buffer.byteLength <= only.length * 2;
  return chunks.length === 1 && isCompact ? only : joinChunks(chunks);
}
