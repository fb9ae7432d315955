import type { Body } from "./sdk-shapes.js";

/**
 * A body's bytes, whatever it is. A stream is read to its end: a handler that reads one has to put the bytes, or
 * another body, in its place.
 */
export async function bytesOf(body: Body): Promise<Uint8Array<ArrayBuffer>> {
  if (body === undefined) return new Uint8Array();
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (body instanceof Blob || body instanceof ReadableStream) {
    return new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
  }
  const chunks: BlobPart[] = [];
  for await (const chunk of body) chunks.push(chunk as BlobPart);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** A body as UTF-8 text; reads a stream to its end, as {@link bytesOf} does. */
export async function textOf(body: Body): Promise<string> {
  return typeof body === "string" ? body : new TextDecoder().decode(await bytesOf(body));
}
