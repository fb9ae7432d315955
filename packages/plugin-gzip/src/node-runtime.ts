import type { Chunk } from "./chunks.js";

/** The parts of Node.js used here, by shape. Importing Node.js's types or modules would break a browser's bundler. */
export interface NodeRuntime {
  readonly zlib: {
    gzip(
      bytes: Uint8Array,
      options: GzipLevel,
      done: (error: Error | null, compressed: Uint8Array) => void,
    ): void;
    createGzip(options: GzipLevel): NodeGzip;
  };
  readonly Readable: {
    new (): NodeReadable;
    from(source: Iterable<Uint8Array> | AsyncIterable<Chunk>, options: { objectMode: boolean }): NodeReadable;
  };
  /** `pipeline` of `node:stream/promises`. */
  pipeline(source: NodeReadable, transform: Transform, gzip: NodeGzip): Promise<void>;
  pipeline(
    source: NodeReadable,
    transform: Transform,
    sink: (chunks: AsyncIterable<Uint8Array>) => Promise<void>,
    options: { signal: AbortSignal | undefined },
  ): Promise<void>;
  pipeline(
    source: NodeReadable,
    transform: Transform,
    gzip: NodeGzip,
    sink: (chunks: AsyncIterable<Uint8Array>) => Promise<void>,
    options: { signal: AbortSignal | undefined },
  ): Promise<void>;
}

type Transform = (chunks: AsyncIterable<Chunk>) => AsyncIterable<Uint8Array>;

/** `node:fs/promises`. */
export interface NodeFiles {
  open(path: string, flags: string, mode: number): Promise<NodeFile>;
  unlink(path: string): Promise<void>;
  readFile(path: string, encoding: "utf8"): Promise<string>;
}

/** zlib's level; without one, zlib's default. */
export interface GzipLevel {
  readonly level?: number;
}

/** A Node.js stream that is read. */
export interface NodeReadable extends AsyncIterable<Chunk> {
  /** Whether its chunks go to listeners. */
  readonly readableFlowing: boolean | null;
  readonly readableEnded: boolean;
  iterator(options: { destroyOnReturn: boolean }): AsyncIterableIterator<Chunk>;
  unshift(chunk: Chunk): void;
  destroy(error?: Error): void;
}

/** zlib's stream. */
export interface NodeGzip extends AsyncIterable<Uint8Array> {
  /** How many bytes went in. */
  readonly bytesWritten: number;
}

/** A file handle. */
export interface NodeFile {
  appendFile(chunk: Uint8Array): Promise<void>;
  createReadStream(options: { start: number }): NodeReadable;
  close(): Promise<void>;
}

interface NodeModules {
  readonly "node:zlib": NodeRuntime["zlib"];
  readonly "node:stream": Pick<NodeRuntime, "Readable">;
  readonly "node:stream/promises": Pick<NodeRuntime, "pipeline">;
  readonly "node:fs/promises": NodeFiles;
  readonly "node:os": { tmpdir(): string; homedir(): string };
}

/** A module of Node.js; `undefined` in a browser. */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: Name): NodeModules[Name] | undefined };
  };
  return process?.getBuiltinModule?.(name);
}

/** What compresses on Node.js. `undefined` in a browser. */
export function nodeRuntime(): NodeRuntime | undefined {
  const zlib = nodeModule("node:zlib");
  const { Readable } = nodeModule("node:stream") ?? {};
  const { pipeline } = nodeModule("node:stream/promises") ?? {};
  return zlib && Readable && pipeline && { zlib, Readable, pipeline };
}
