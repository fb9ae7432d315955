import type { Body } from "@tucuxi/events";
import { concatBytes } from "../redaction/bytes.js";

/** A response's stream that is observed while its reader reads it. */
export interface StreamTap {
  /** What the reader gets instead of the stream. It reads from the stream only when it's read itself. */
  readonly body: NonNullable<Body>;
  /** The first bytes, up to the limit. */
  readonly start: Uint8Array;
  /** How many bytes arrived. */
  readonly bytes: number;
  /** Whether the stream was read to its end. */
  readonly complete: boolean;
  /** Whether it was read to its end, failed, or was given up. */
  readonly ended: boolean;
  /** Keeps no bytes from now on, and drops those that it has. They are still counted. */
  forget(): void;
  /** Calls a function when the stream has ended, immediately if it has already. */
  whenEnded(listener: () => void): void;
}

/**
 * Taps a response's body if it's a stream of Node.js or the web, or else returns `undefined`. The tap neither reads
 * ahead nor consumes: a body that nobody reads stays untouched and holds its connection as before.
 *
 * @param cap How many bytes to keep.
 */
export function tapStream(body: Body, cap: number): StreamTap | undefined {
  if (typeof body !== "object") return undefined;
  const kept = new Kept(cap);
  if (body instanceof ReadableStream) return body.locked ? undefined : kept.tap(tapWebStream(body, kept));
  const { Readable } = nodeStreams() ?? {};
  return Readable !== undefined && body instanceof Readable
    ? kept.tap(tapNodeStream(body, kept, Readable))
    : undefined;
}

/** What is known about a stream so far. */
class Kept implements Omit<StreamTap, "body"> {
  bytes = 0;
  complete = false;
  ended = false;
  #cap: number;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #listener: (() => void) | undefined;

  constructor(cap: number) {
    this.#cap = cap;
  }

  get start(): Uint8Array {
    return concatBytes(this.#chunks);
  }

  tap(body: NonNullable<Body>): StreamTap {
    return Object.assign(this, { body });
  }

  forget(): void {
    this.#cap = 0;
    this.#chunks = [];
    this.#length = 0;
  }

  whenEnded(listener: () => void): void {
    if (this.ended) listener();
    else this.#listener = listener;
  }

  add(chunk: unknown): void {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) return;
    this.bytes += bytes.byteLength;
    const room = this.#cap - this.#length;
    if (room <= 0) return;
    // It's a copy, since the reader may write into the chunk, and a small slice would keep a large buffer.
    const copy = bytes.slice(0, room);
    this.#chunks.push(copy);
    this.#length += copy.byteLength;
  }

  end(complete: boolean): void {
    if (this.ended) return;
    this.ended = true;
    this.complete = complete;
    this.#listener?.();
  }
}

function tapWebStream(source: ReadableStream<Uint8Array>, kept: Kept): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          reader ??= source.getReader();
          const { value, done } = await reader.read();
          if (done) {
            controller.close();
            kept.end(true);
          } else {
            kept.add(value);
            controller.enqueue(value);
          }
        } catch (error) {
          kept.end(false);
          throw error;
        }
      },
      cancel(reason) {
        kept.end(false);
        return reader === undefined ? source.cancel(reason) : reader.cancel(reason);
      },
    },
    // Otherwise the first chunk would be read before anybody asks.
    { highWaterMark: 0 },
  );
}

/** The parts of `node:stream`'s `Readable` that are used here. */
interface NodeReadable extends AsyncIterable<Uint8Array | string> {
  readonly readableHighWaterMark: number;
  readonly readableEnded: boolean;
  readonly destroyed: boolean;
  readonly errored: Error | null;
  on(event: string, listener: (value: never) => void): unknown;
  listenerCount(event: string): number;
  push(chunk: unknown): boolean;
  pause(): unknown;
  resume(): unknown;
  destroy(error?: Error): unknown;
}

interface NodeStreams {
  readonly Readable: new (options: {
    readonly highWaterMark: number;
    read(this: NodeReadable): void;
    destroy(error: Error | null, callback: (error: Error | null) => void): void;
  }) => NodeReadable;
}

function tapNodeStream(source: NodeReadable, kept: Kept, Readable: NodeStreams["Readable"]): NodeReadable {
  let started = false;
  const tapped = new Readable({
    highWaterMark: source.readableHighWaterMark,
    read() {
      if (started) source.resume();
      else start();
    },
    destroy(error, callback) {
      kept.end(false);
      // Without the error, since there may be no listener for it.
      source.destroy();
      callback(error);
    },
  });
  return tapped;

  function start(): void {
    started = true;
    if (source.destroyed) {
      fail(source.errored ?? undefined);
      return;
    }
    source.on("error", fail);
    source.on("close", () => {
      if (!source.readableEnded) fail(source.errored ?? undefined);
    });
    source.on("end", () => {
      kept.end(true);
      tapped.push(null);
    });
    source.on("data", (chunk: unknown) => {
      kept.add(chunk);
      if (!tapped.push(chunk)) source.pause();
    });
  }

  /**
   * Acts like Node.js for a response whose connection breaks. Without a listener the error ends the stream, but not the
   * process. A reader that waits for the end gets the premature close.
   */
  function fail(error: Error | undefined): void {
    if (error !== undefined && tapped.listenerCount("error") > 0) tapped.destroy(error);
    else tapped.destroy();
  }
}

/** `node:stream` if there is one, without an import that would break a browser's bundler. */
function nodeStreams(): NodeStreams | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: "node:stream"): NodeStreams } };
  return process?.getBuiltinModule?.("node:stream");
}
