import type { Job } from "./job.js";
import { type GzipLevel, nodeModule } from "./node-runtime.js";

/** Compresses bytes. Returns `undefined` if there are too few, or if they don't get smaller. */
export async function compressBytes(bytes: Uint8Array, job: Job): Promise<Uint8Array | undefined> {
  if (bytes.byteLength < job.minSize) return undefined;
  const compressed = await gzipBytes(bytes, job.level);
  if (compressed.byteLength >= bytes.byteLength) return undefined;
  job.report(bytes.byteLength, compressed.byteLength);
  return compressed;
}

/** Whether compressing makes the bytes smaller. */
export async function isCompressible(bytes: Uint8Array, level: number | undefined): Promise<boolean> {
  return (await gzipBytes(bytes, level)).byteLength < bytes.byteLength;
}

/** Uses zlib in its own thread on Node.js, and `CompressionStream`, which has no levels, elsewhere. */
async function gzipBytes(bytes: Uint8Array, level: number | undefined): Promise<Uint8Array> {
  const zlib = nodeModule("node:zlib");
  if (zlib === undefined) {
    // The cast is safe: a request's bytes aren't in a SharedArrayBuffer, which a Blob doesn't accept.
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
    return new Uint8Array(
      await new Response(stream.pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
    );
  }
  return new Promise((resolve, reject) => {
    zlib.gzip(bytes, gzipLevel(level), (error, compressed) =>
      error === null ? resolve(compressed) : reject(error),
    );
  });
}

/** zlib's options for a level. */
export function gzipLevel(level: number | undefined): GzipLevel {
  return level === undefined ? {} : { level };
}
