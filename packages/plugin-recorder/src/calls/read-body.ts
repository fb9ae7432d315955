import { Readable } from "node:stream";
import type { Body } from "@tucuxi/events";
import type { ReadBody } from "./call-state.js";

/** Reads a response's body to its end, or to where it breaks off. */
export async function readBody(body: Body): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array | string>) {
      chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    }
  } catch (error) {
    return { bytes: new Uint8Array(Buffer.concat(chunks)), failure: { error } };
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)), failure: undefined };
}

/** Makes a stream of a body that was read. */
export function streamOf({ bytes, failure }: ReadBody): Readable {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    // It's a copy, since readers of a stream can change its bytes.
    if (bytes.length > 0) yield Uint8Array.from(bytes);
    if (failure !== undefined) throw failure.error;
  }
  return Readable.from(chunks(), { objectMode: false });
}

export function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}
