interface Zlib {
  gzip(
    bytes: Uint8Array,
    options: { level?: number },
    done: (error: Error | null, compressed: Uint8Array) => void,
  ): void;
}

/** `node:zlib` where there is one, without an import that a browser's bundler would stumble over. */
function nodeZlib(): Zlib | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: "node:zlib"): Zlib } };
  return process?.getBuiltinModule?.("node:zlib");
}

/** Compresses bytes: with zlib in its own thread in Node.js, with `CompressionStream` elsewhere. */
export async function gzipBytes(bytes: Uint8Array, level: number | undefined): Promise<Uint8Array> {
  const zlib = nodeZlib();
  if (zlib !== undefined) {
    return new Promise((resolve, reject) => {
      zlib.gzip(bytes, level === undefined ? {} : { level }, (error, compressed) =>
        error === null ? resolve(compressed) : reject(error),
      );
    });
  }
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
