import type { Body } from "./sdk-shapes.js";

/** The length of a body in bytes, or `undefined` for a stream. */
export function byteLength(body: Body): number | undefined {
  if (typeof body === "string") return new TextEncoder().encode(body).byteLength;
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer) return body.byteLength;
  if (body instanceof Blob) return body.size;
  return undefined;
}

/** Whether a body can be read only once. */
export function isStream(body: unknown): boolean {
  return (
    typeof body === "object" &&
    body !== null &&
    (body instanceof ReadableStream || Symbol.asyncIterator in body || "getReader" in body)
  );
}

/** Whether a value is a body: a string, bytes, a `Blob`, a stream, or `undefined`. */
export function isBody(value: unknown): value is Body {
  return isWhole(value) || isStream(value);
}

/** Whether a value is a body that can be read more than once. */
function isWhole(value: unknown): value is string | ArrayBufferView | ArrayBuffer | Blob | undefined {
  return (
    value === undefined ||
    typeof value === "string" ||
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    value instanceof Blob
  );
}

/**
 * Converts a handler's body to one that the SDK can sign and send. The SDK hashes strings and bytes, but signs a `Blob` as
 * an unsigned payload. Its Node.js transport can't send a `Blob`, a web stream or an async iterable at all.
 */
export function sendableBody(body: Body): Body | Promise<Body> {
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (body instanceof Blob) return body.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  if (typeof body !== "object" || body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  const { Readable } = nodeStreams() ?? {};
  if (Readable === undefined) return body instanceof ReadableStream ? body : webStream(body);
  if (body instanceof Readable) return body;
  const readable = Readable.from(body as AsyncIterable<Uint8Array>, { objectMode: false });
  const pipe = readable.pipe;
  // The SDK's transport pipes a body, and a pipe leaves the request open forever if its source fails.
  readable.pipe = (destination) => {
    readable.once("error", (error) => destination.destroy(error));
    return pipe.call(readable, destination);
  };
  return readable;
}

/** Rejects when a Node.js stream fails. Without a listener its error would end the process. */
export function failureOf(body: Body): Promise<never> | undefined {
  const { Readable } = nodeStreams() ?? {};
  if (Readable === undefined || !(body instanceof Readable)) return undefined;
  const failure = new Promise<never>((_, reject) => body.once("error", reject));
  failure.catch(() => {});
  return failure;
}

/** Discards a response body that nobody will read, so that its connection is free again. */
export function discard(body: unknown): void {
  if (typeof body !== "object" || body === null) return;
  if ("destroy" in body && typeof body.destroy === "function") body.destroy();
  else if (body instanceof ReadableStream && !body.locked) body.cancel().catch(() => {});
}

/** Converts a stubbed response's body to the platform's stream, which the SDK's deserializers expect. */
export function responseStream(body: Body): Body {
  if (!isWhole(body)) return body;
  const stream = new Response((body ?? "") as BodyInit).body ?? undefined;
  const { Readable } = nodeStreams() ?? {};
  return Readable === undefined || stream === undefined ? stream : Readable.fromWeb(stream);
}

interface NodeReadable extends AsyncIterable<Uint8Array> {
  pipe(destination: { destroy(error: unknown): unknown }): unknown;
  once(event: "error", listener: (error: unknown) => void): unknown;
}

interface NodeStreams {
  readonly Readable: (abstract new () => NodeReadable) & {
    from(source: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): NodeReadable;
    fromWeb(stream: ReadableStream<Uint8Array>): NodeReadable;
  };
}

/** `node:stream` on Node.js, without an import that would break a browser's bundler. */
function nodeStreams(): NodeStreams | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: "node:stream"): NodeStreams } };
  return process?.getBuiltinModule?.("node:stream");
}

function webStream(source: AsyncIterable<Uint8Array | string>): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel(reason) {
      await iterator.return?.(reason);
    },
  });
}
