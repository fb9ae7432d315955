import { compressBytes, gzipLevel, isCompressible } from "./bytes.js";
import { bytesOf, type Chunk, concat, joined } from "./chunks.js";
import { abortError, type Job, PROBE_BYTES, type Replacement, type StreamBody } from "./job.js";
import type { NodeReadable, NodeRuntime } from "./node-runtime.js";
import { Spool } from "./spool.js";

/**
 * Compresses a stream on Node.js. The SDK sends only Node.js's own streams, so any other kind is converted, even if it
 * isn't compressed.
 */
export async function compressNodeStream(
  node: NodeRuntime,
  body: StreamBody,
  job: Job,
): Promise<Replacement | undefined> {
  const { Readable } = node;
  const isNodeStream = body instanceof Readable;
  // Somebody else reads this stream, so its beginning is lost. Sent as it is, the SDK or the service refuses it.
  if (isNodeStream && (body.readableFlowing === true || body.readableEnded)) return undefined;
  const stream = isNodeStream
    ? body
    : Readable.from(body instanceof Blob ? body.stream() : body, { objectMode: false });
  const asItIs = isNodeStream ? undefined : { body: withLength(stream, job.length), isCompressed: false };
  if (job.length !== undefined && job.length < job.minSize) return asItIs;

  const { head, hasEnded } = await peek(stream, Math.max(PROBE_BYTES, job.minSize), job.signal);
  if (hasEnded) {
    const compressed = await compressBytes(head, job);
    if (compressed !== undefined) checkLength(job, head.byteLength);
    const bytes = compressed ?? head;
    return {
      body: withLength(
        Readable.from([bytes], { objectMode: false }),
        compressed?.byteLength ?? job.length ?? head.byteLength,
      ),
      isCompressed: compressed !== undefined,
    };
  }
  const isCompressed = await isCompressible(head.subarray(0, PROBE_BYTES), job.level);
  if (!isCompressed && (job.length !== undefined || !job.isMeasured)) return asItIs;
  return job.isMeasured ? readAhead(node, stream, job, isCompressed) : compressOnTheWay(node, stream, job);
}

/** Reads a stream before it's sent, so that its length is known. Compresses it if that makes it smaller. */
async function readAhead(
  node: NodeRuntime,
  stream: NodeReadable,
  job: Job,
  isCompressed: boolean,
): Promise<Replacement> {
  const spool = new Spool();
  const fill = (chunks: AsyncIterable<Uint8Array>): Promise<void> => spool.fill(chunks);
  const { signal } = job;
  try {
    if (isCompressed) {
      const gzip = node.zlib.createGzip(gzipLevel(job.level));
      await node.pipeline(stream, joined, gzip, fill, { signal });
      checkLength(job, gzip.bytesWritten);
      job.report(gzip.bytesWritten, spool.length);
    } else await node.pipeline(stream, joined, fill, { signal });
  } catch (error) {
    await spool.discard();
    throw error;
  }
  const body = withLength(spool.read(node), spool.length);
  return { body, isCompressed, release: () => body.destroy() };
}

/** Compresses a stream while it's sent. HTTP sends it in chunks. */
function compressOnTheWay(node: NodeRuntime, stream: NodeReadable, job: Job): Replacement {
  const gzip = node.zlib.createGzip(gzipLevel(job.level));
  // The reader gets the error.
  node.pipeline(stream, joined, gzip).catch(() => {});
  async function* countedChunks(): AsyncGenerator<Uint8Array> {
    let compressedBytes = 0;
    for await (const chunk of gzip) {
      compressedBytes += chunk.byteLength;
      yield chunk;
    }
    job.report(gzip.bytesWritten, compressedBytes);
  }
  return { body: node.Readable.from(countedChunks(), { objectMode: false }), isCompressed: true };
}

/** Reads the beginning of a stream and puts it back, unless that was the whole stream. */
async function peek(
  stream: NodeReadable,
  bytes: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly head: Uint8Array; readonly hasEnded: boolean }> {
  const chunks: Chunk[] = [];
  let length = 0;
  const abort = (): void => stream.destroy(abortError());
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      length += bytesOf(chunk).byteLength;
      if (length >= bytes) break;
    }
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  const hasEnded = length < bytes;
  // Done synchronously: a stream that gave everything says so in the next tick, and then accepts nothing back.
  if (!hasEnded) for (const chunk of chunks.toReversed()) stream.unshift(chunk);
  return { head: concat(chunks.map(bytesOf)), hasEnded };
}

function checkLength(job: Job, length: number): void {
  if (job.declaredLength === undefined || job.declaredLength === length) return;
  throw new RangeError(
    `the body's content-length was said to be ${job.declaredLength}, but the stream has ${length} bytes`,
  );
}

/**
 * Tells the SDK a stream's length. To set `content-length`, from which S3's `x-amz-decoded-content-length` is made, the
 * SDK asks a body for its `size`, as a `Blob` has it. (If we set `content-length` ourselves and it happened to equal
 * the previous one, it would count as stale.)
 */
function withLength(stream: NodeReadable, size: number | undefined): NodeReadable {
  return size === undefined ? stream : Object.assign(stream, { size });
}
