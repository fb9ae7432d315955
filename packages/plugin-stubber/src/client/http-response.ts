import { concat } from "../model/bytes.js";
import type { WireBody, WireResponse } from "../protocols/client-protocol.js";

/** The SDK's HTTP response, by shape. */
export interface HttpResponseLike {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** A response in the form of the client's runtime. Bodies that are returned are its kind of streams. */
export function httpResponse(
  { statusCode, headers, body }: WireResponse,
  runtime: string | undefined,
): HttpResponseLike {
  return {
    statusCode,
    headers: { ...headers },
    body: body.isStreamed ? streamOf(body, runtime) : concat(body.chunks),
  };
}

interface NodeStreams {
  readonly Readable: { from(chunks: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): unknown };
}

function streamOf(body: WireBody, runtime: string | undefined): unknown {
  const streams = runtime === "browser" ? undefined : nodeStreams();
  return streams === undefined
    ? webStream(body)
    : streams.Readable.from(chunksOf(body), { objectMode: false });
}

async function* chunksOf({ chunks, failure }: WireBody): AsyncIterable<Uint8Array> {
  // They are copies, since readers of a stream can change its bytes, and the chunks are used again.
  for (const chunk of chunks) yield chunk.slice();
  if (failure !== undefined) throw failure.error;
}

function webStream({ chunks, failure }: WireBody): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk.slice());
      if (failure === undefined) controller.close();
      else controller.error(failure.error);
    },
  });
}

/** `node:stream` without an import that would break a browser's bundler. `undefined` in a browser. */
function nodeStreams(): NodeStreams | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: "node:stream"): NodeStreams | undefined };
  };
  return process?.getBuiltinModule?.("node:stream");
}
