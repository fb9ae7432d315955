import { randomBytes } from "node:crypto";

/** Lines as a log has them, of about so many bytes; they get about three times smaller. */
export function log(bytes: number): Buffer<ArrayBuffer> {
  const lines: string[] = [];
  for (let length = 0, line = 1; length < bytes; line++) {
    const text = `19:00:00Z GET /orders/${hash(line)} took ${line % 1000} ms, ${hash(line * 7919)}\n`;
    lines.push(text);
    length += text.length;
  }
  return Buffer.from(lines.join(""));
}

function hash(value: number): string {
  return (Math.imul(value, 0x9e3779b1) >>> 0).toString(36);
}

/** Bytes that do not get smaller. */
export function noise(bytes: number): Buffer<ArrayBuffer> {
  return Buffer.from(randomBytes(bytes));
}

/** A buffer in pieces. */
export function* pieces(buffer: Buffer, length: number): Generator<Buffer> {
  for (let start = 0; start < buffer.byteLength; start += length)
    yield buffer.subarray(start, start + length);
}

/** Whether bytes are the same. Asserted like this, since no terminal wants to show a difference of megabytes. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
