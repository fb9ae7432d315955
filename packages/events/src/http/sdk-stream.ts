import { responseStream } from "./body.js";
import { bytesOf } from "./read-body.js";
import type { Body } from "./sdk-shapes.js";

/**
 * Converts a body to what the SDK puts into the streaming member of an output: the platform's stream with the methods of
 * `sdkStreamMixin` of `@smithy/core/serde`, which read it to its end, once.
 */
export function sdkStream(body: Body): Body {
  const stream = responseStream(body);
  if (typeof stream !== "object" || stream === null || "transformToByteArray" in stream) return stream;
  let isRead = false;
  const begin = (): void => {
    if (isRead) throw new Error("The stream has already been transformed.");
    isRead = true;
  };
  const read = async (): Promise<Uint8Array<ArrayBuffer>> => {
    begin();
    return bytesOf(stream);
  };
  return Object.assign(stream, {
    transformToByteArray: read,
    transformToString: async (encoding = "utf-8"): Promise<string> => {
      const bytes = await read();
      if (encoding === "base64") return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
      if (encoding === "hex") return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return new TextDecoder(encoding).decode(bytes);
    },
    transformToWebStream: (): ReadableStream<Uint8Array> => {
      begin();
      if (stream instanceof ReadableStream) return stream;
      const whole = new Response(stream as unknown as BodyInit).body;
      return whole ?? new ReadableStream();
    },
  });
}
