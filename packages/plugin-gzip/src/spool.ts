import { concat } from "./chunks.js";
import { HELD_BYTES } from "./job.js";
import { type NodeFile, type NodeReadable, type NodeRuntime, nodeModule } from "./node-runtime.js";

/**
 * Holds a compressed stream until it's complete and its length is known. It starts in memory, and moves to a temporary
 * file if it gets too long. The file has no name, so other programs can't see it, and it's gone however this one ends.
 */
export class Spool {
  #length = 0;
  #chunks: Uint8Array[] = [];
  #file: NodeFile | undefined;

  /** How many bytes are in it. */
  get length(): number {
    return this.#length;
  }

  /** Takes all chunks. */
  async fill(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of chunks) {
      this.#length += chunk.byteLength;
      this.#chunks.push(chunk);
      if (this.#length <= HELD_BYTES) continue;
      this.#file ??= await openTemporaryFile();
      if (this.#file !== undefined) await this.#file.appendFile(concat(this.#chunks.splice(0)));
    }
  }

  /** A stream of its contents, which closes the file when it ends or is destroyed. */
  read({ Readable }: NodeRuntime): NodeReadable {
    // S3 accepts no chunk below 8 KiB except the last, and zlib's chunks have any length.
    return (
      this.#file?.createReadStream({ start: 0 }) ??
      Readable.from([concat(this.#chunks)], { objectMode: false })
    );
  }

  /** Closes the file if nothing will read it. */
  async discard(): Promise<void> {
    await this.#file?.close();
  }
}

/** A file without a name that only this process can read, or `undefined` if there are no files. */
async function openTemporaryFile(): Promise<NodeFile | undefined> {
  const files = nodeModule("node:fs/promises");
  const folder = nodeModule("node:os")?.tmpdir();
  if (files === undefined || folder === undefined) return undefined;
  const path = `${folder}/tucuxi-gzip-${crypto.randomUUID()}`;
  const file = await files.open(path, "wx+", 0o600);
  await files.unlink(path);
  return file;
}
