import { crc32 } from "node:zlib";
import type { PreciseResponse } from "@tucuxi/inspector";

/** One message: its type, as in `PayloadChunk`, and its content. */
export interface StreamMessage {
  readonly ":event-type": string;
  readonly payload: string;
}

const STRING_HEADER = 7;

/**
 * A response of `application/vnd.amazon.eventstream` messages, each with its lengths, headers and checksums:
 * https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream
 */
export function eventStream(...messages: readonly StreamMessage[]): PreciseResponse {
  return {
    headers: { "content-type": "application/vnd.amazon.eventstream" },
    body: new Uint8Array(Buffer.concat(messages.map(encode))),
  };
}

function encode({ ":event-type": type, payload }: StreamMessage): Buffer {
  const headers = Buffer.concat([
    header(":message-type", "event"),
    header(":event-type", type),
    header(":content-type", type === "PayloadChunk" ? "application/octet-stream" : "application/json"),
  ]);
  const prelude = Buffer.alloc(8);
  // The lengths and both checksums are 16 bytes.
  prelude.writeUInt32BE(headers.length + Buffer.byteLength(payload) + 16, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const unchecked = Buffer.concat([prelude, checksum(prelude), headers, Buffer.from(payload)]);
  return Buffer.concat([unchecked, checksum(unchecked)]);
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([
    Buffer.from([Buffer.byteLength(name)]),
    Buffer.from(name),
    Buffer.from([STRING_HEADER]),
    length,
    Buffer.from(value),
  ]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
