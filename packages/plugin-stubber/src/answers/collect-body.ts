import { bytesIn, concat, utf8 } from "../model/bytes.js";
import type { WireBody } from "../protocols/client-protocol.js";

/** What was read from streams. An answer can be given many times, but a stream can be read once. */
const collected = new WeakMap<object, Promise<WireBody>>();

/**
 * The bytes of a body of any type: a string, bytes, a stream of Node.js or the web, a `Blob`, or a function that
 * returns one.
 */
export async function collectBody(source: unknown): Promise<WireBody> {
  if (typeof source === "function") return collectBody(await source());
  if (source === undefined || source === null) return { chunks: [], isStreamed: true };
  const bytes = bytesIn(source instanceof String ? source.toString() : source);
  if (bytes !== undefined) return streamed([bytes]);
  if (typeof source !== "object") return streamed([utf8(String(source))]);
  let body = collected.get(source);
  if (body === undefined) {
    body = readAll(source);
    collected.set(source, body);
  }
  return body;
}

function streamed(chunks: readonly Uint8Array[]): WireBody {
  return { chunks: chunks.filter(({ byteLength }) => byteLength > 0), isStreamed: true };
}

async function readAll(source: object): Promise<WireBody> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of chunksOf(source)) {
      chunks.push(typeof chunk === "string" ? utf8(chunk) : Uint8Array.from(chunk));
    }
  } catch (error) {
    // The reader of the answer gets what came before the error.
    return { ...streamed(chunks), failure: { error } };
  }
  return streamed(chunks);
}

type Chunk = string | Uint8Array;

async function* chunksOf(source: object): AsyncIterable<Chunk> {
  if ("getReader" in source && typeof source.getReader === "function") {
    const reader = source.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } else if ("arrayBuffer" in source && typeof source.arrayBuffer === "function") {
    yield new Uint8Array(await source.arrayBuffer());
  } else {
    yield* source as AsyncIterable<Chunk>;
  }
}

/** The bytes of a request's body. */
export async function bytesOfBody(source: unknown): Promise<Uint8Array> {
  const { chunks, failure } = await collectBody(source);
  if (failure !== undefined) throw failure.error;
  return concat(chunks);
}
