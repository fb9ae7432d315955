import { describe, TucuxiError } from "../errors.js";
import type { Body } from "./sdk-shapes.js";

/** What a body can be, for messages. */
export const A_BODY =
  "a string, bytes (a Uint8Array or another view, an ArrayBuffer), a Blob, a stream (an async iterable), or undefined for none";

/**
 * A copy of a body's bytes. It reads a stream to its end, so put the bytes, or another body, in its place.
 *
 * @throws TucuxiError `INVALID_BODY` for a value that isn't a body, and for a stream whose chunks are neither strings nor
 * bytes.
 */
export async function bytesOf(body: Body): Promise<Uint8Array<ArrayBuffer>> {
  if (body === undefined) return new Uint8Array();
  const bytes = bytesAtHand(body);
  if (bytes !== undefined) return bytes;
  if (body instanceof Blob) return new Uint8Array(await body.arrayBuffer());
  const stream = body instanceof ReadableStream ? chunksOf(body) : body;
  if (typeof stream !== "object" || stream === null || !(Symbol.asyncIterator in stream)) {
    throw new TucuxiError("INVALID_BODY", `${describe(body)} isn't a body. A body is ${A_BODY}`);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of stream) {
    const chunkBytes = bytesAtHand(chunk);
    if (chunkBytes === undefined) {
      throw new TucuxiError(
        "INVALID_BODY",
        `a stream gave ${describe(chunk)}. A body's chunks are strings, ArrayBuffers or views`,
      );
    }
    chunks.push(chunkBytes);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** A body as a string, decoded from UTF-8. Keeps a byte order mark. Reads a stream to its end, as {@link bytesOf} does. */
export async function textOf(body: Body): Promise<string> {
  return typeof body === "string"
    ? body
    : new TextDecoder("utf-8", { ignoreBOM: true }).decode(await bytesOf(body));
}

function bytesAtHand(value: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof value === "string") return new TextEncoder().encode(value);
  // The inner one is a view of the same bytes. The outer one is a copy.
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  }
  return value instanceof ArrayBuffer ? new Uint8Array(value.slice(0)) : undefined;
}

/** A web stream's chunks. Not every browser can iterate over a stream. */
async function* chunksOf(stream: ReadableStream<unknown>): AsyncGenerator<unknown> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
