import type { Body } from "@tucuxi/events";
import { compressBytes } from "./bytes.js";
import { HELD_BYTES, type Job, type Replacement } from "./job.js";
import { nodeRuntime } from "./node-runtime.js";
import { compressNodeStream } from "./node-stream.js";
import { compressWebStream } from "./web-stream.js";

/**
 * Compresses a body.
 *
 * @returns what to send in its place, or `undefined` to leave it as it is.
 */
export async function compress(body: Body, job: Job): Promise<Replacement | undefined> {
  if (body === undefined) return undefined;
  if (typeof body === "string") return replacement(await compressBytes(new TextEncoder().encode(body), job));
  if (body instanceof ArrayBuffer) return replacement(await compressBytes(new Uint8Array(body), job));
  // The SDK also sends other views than a Uint8Array.
  if (ArrayBuffer.isView(body)) {
    const bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    return replacement(await compressBytes(bytes, job));
  }
  if (body instanceof Blob && body.size <= HELD_BYTES) {
    const bytes = new Uint8Array(await body.arrayBuffer());
    // The SDK can't send a Blob from Node.js. A Blob that doesn't get smaller must not fail where another one is sent.
    return replacement(await compressBytes(bytes, job)) ?? { body: bytes, isCompressed: false };
  }
  const node = nodeRuntime();
  return node === undefined ? compressWebStream(body, job) : compressNodeStream(node, body, job);
}

function replacement(compressed: Uint8Array | undefined): Replacement | undefined {
  return compressed && { body: compressed, isCompressed: true };
}
