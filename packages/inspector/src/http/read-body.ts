import type { Readable } from "node:stream";
import type { BodyMemory } from "./body-memory.js";
import { joinChunks } from "./join-chunks.js";

/** What came of a request's body. */
export interface ReadBody {
  /** The body, or nothing when it was not read whole. */
  readonly bytes: Uint8Array;
  /** The bytes seen; for a body that is too large, those announced if they were. */
  readonly seen: number;
  /** "crowded" means that other bodies took all the memory that there is for them. */
  readonly outcome: "complete" | "too-large" | "cut-short" | "crowded";
}

/** A stream of a request's body, and what its head says of it. */
export interface IncomingBody {
  readonly stream: Readable;
  readonly contentLength: number;
  /** Whether the client broke off: a stream of HTTP/2 ends then as if it were whole. */
  wasBrokenOff(): boolean;
}

/** Reads a body into memory, and stops keeping it once it is longer than `maxBytes`. It never rejects. */
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
      // Later chunks still arrive here, and are dropped.
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

/** A large body that came in one piece is not copied; a small one does not keep the socket's whole buffer alive. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  const isCompact = only !== undefined && only.buffer.byteLength <= only.length * 2;
  return chunks.length === 1 && isCompact ? only : joinChunks(chunks);
}
