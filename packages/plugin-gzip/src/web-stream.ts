import { compressBytes, isCompressible } from "./bytes.js";
import { concat } from "./chunks.js";
import { abortError, type Job, PROBE_BYTES, type Replacement, type StreamBody } from "./job.js";

/**
 * Compresses a stream or a large `Blob` in a browser. If the length must be known, the compressed bytes are collected
 * in memory. A browser has no other place for them, and couldn't stream to S3, which doesn't speak HTTP/2.
 */
export async function compressWebStream(body: StreamBody, job: Job): Promise<Replacement | undefined> {
  if (job.length !== undefined && job.length < job.minSize) return undefined;
  if (body instanceof Blob) {
    const head = new Uint8Array(await body.slice(0, PROBE_BYTES).arrayBuffer());
    return (await isCompressible(head, undefined)) ? gzipStream(body.stream(), job) : undefined;
  }
  if (!(body instanceof ReadableStream)) return undefined;
  const { head, hasEnded, stream } = await peek(body, Math.max(PROBE_BYTES, job.minSize), job.signal);
  if (hasEnded) {
    const compressed = await compressBytes(head, job);
    return { body: compressed ?? head, isCompressed: compressed !== undefined };
  }
  if (await isCompressible(head.subarray(0, PROBE_BYTES), undefined)) return gzipStream(stream, job);
  if (!job.isMeasured || job.length !== undefined) return { body: stream, isCompressed: false };
  const { signal } = job;
  const whole = await collected(stream.pipeThrough(new TransformStream(), signal && { signal }));
  return { body: whole, isCompressed: false };
}

async function gzipStream(stream: ReadableStream<Uint8Array>, job: Job): Promise<Replacement> {
  let originalBytes = 0;
  let compressedBytes = 0;
  const { signal } = job;
  const compressed = stream
    .pipeThrough(
      observed(({ byteLength }) => {
        originalBytes += byteLength;
      }),
      signal && { signal },
    )
    // The cast is needed since CompressionStream's type excludes a SharedArrayBuffer.
    .pipeThrough(new CompressionStream("gzip") as TransformStream<Uint8Array, Uint8Array>)
    .pipeThrough(
      observed(
        ({ byteLength }) => {
          compressedBytes += byteLength;
        },
        () => job.report(originalBytes, compressedBytes),
      ),
    );
  return { body: job.isMeasured ? await collected(compressed) : compressed, isCompressed: true };
}

/** Reads a stream into memory. */
async function collected(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}

/** Passes chunks through unchanged. */
function observed(
  onChunk: (chunk: Uint8Array) => void,
  onEnd?: () => void,
): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      onChunk(chunk);
      controller.enqueue(chunk);
    },
    flush() {
      onEnd?.();
    },
  });
}

/** Reads the beginning of a stream. Returns it, and a stream of everything. */
async function peek(
  body: ReadableStream<Uint8Array>,
  bytes: number,
  signal: AbortSignal | undefined,
): Promise<{
  readonly head: Uint8Array;
  readonly hasEnded: boolean;
  readonly stream: ReadableStream<Uint8Array>;
}> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let hasEnded = false;
  // A cancelled reader says that the stream is done.
  const abort = (): void => void reader.cancel(abortError());
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  while (length < bytes) {
    const { value, done } = await reader.read();
    hasEnded = done;
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
  }
  signal?.removeEventListener("abort", abort);
  if (signal?.aborted) throw abortError();
  const head = concat(chunks);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(head);
    },
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { head, hasEnded, stream };
}
