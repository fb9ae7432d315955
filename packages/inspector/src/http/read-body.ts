import type { IncomingMessage } from "node:http";

/** What came of a request's body. */
export interface ReadBody {
  /** The body, or nothing when it was too large or cut short. */
  readonly bytes: Uint8Array;
  /** The bytes seen; for a body that is too large, those announced if they were. */
  readonly seen: number;
  readonly outcome: "complete" | "too-large" | "cut-short";
}

/** Reads a body into memory, and stops keeping it once it is longer than `maxBytes`. It never rejects. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  const announced = Number(request.headers["content-length"] ?? 0);
  const nothing = new Uint8Array();
  if (announced > maxBytes) {
    request.on("error", () => undefined);
    request.resume();
    return Promise.resolve({ bytes: nothing, seen: announced, outcome: "too-large" });
  }
  return new Promise((resolve) => {
    let chunks: Uint8Array[] = [];
    let seen = 0;
    request.on("data", (chunk: Uint8Array) => {
      seen += chunk.length;
      if (seen <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      // Later chunks still arrive here, and are dropped.
      chunks = [];
      resolve({ bytes: nothing, seen, outcome: "too-large" });
    });
    request.on("end", () => resolve({ bytes: joined(chunks), seen, outcome: "complete" }));
    request.on("error", () => resolve({ bytes: nothing, seen, outcome: "cut-short" }));
    request.on("close", () => resolve({ bytes: nothing, seen, outcome: "cut-short" }));
  });
}

/** A body that came in one piece is not copied. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
