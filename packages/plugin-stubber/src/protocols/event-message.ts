import { utf8 } from "../model/bytes.js";

/** The value of an event's header, with its type on the wire. */
export type EventHeader =
  | { readonly type: "binary"; readonly value: Uint8Array }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "integer" | "long"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "timestamp"; readonly value: Date };

/**
 * A message of `vnd.amazon.eventstream`: total length, length of the headers, their checksum, headers, payload, checksum
 * of all before it.
 */
export function eventMessage(
  headers: Readonly<Record<string, EventHeader>>,
  payload: Uint8Array,
): Uint8Array {
  const encoded = Object.entries(headers).map(([name, header]) => headerBytes(name, header));
  const headersLength = encoded.reduce((length, { byteLength }) => length + byteLength, 0);
  const bytes = new Uint8Array(16 + headersLength + payload.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.byteLength);
  view.setUint32(4, headersLength);
  view.setUint32(8, crc32(bytes.subarray(0, 8)));
  let place = 12;
  for (const header of encoded) {
    bytes.set(header, place);
    place += header.byteLength;
  }
  bytes.set(payload, place);
  view.setUint32(bytes.byteLength - 4, crc32(bytes.subarray(0, -4)));
  return bytes;
}

function headerBytes(name: string, header: EventHeader): Uint8Array {
  const nameBytes = utf8(name);
  const value = headerValue(header);
  const bytes = new Uint8Array(1 + nameBytes.byteLength + value.byteLength);
  bytes[0] = nameBytes.byteLength;
  bytes.set(nameBytes, 1);
  bytes.set(value, 1 + nameBytes.byteLength);
  return bytes;
}

function headerValue(header: EventHeader): Uint8Array {
  switch (header.type) {
    case "boolean":
      return Uint8Array.of(header.value ? 0 : 1);
    case "integer":
      return fixed(4, 5, (view) => view.setInt32(1, header.value));
    case "long":
      return fixed(5, 9, (view) => view.setBigInt64(1, BigInt(header.value)));
    case "timestamp":
      return fixed(8, 9, (view) => view.setBigInt64(1, BigInt(header.value.getTime())));
    case "string":
      return sized(7, utf8(header.value));
    case "binary":
      return sized(6, header.value);
  }
}

function fixed(type: number, length: number, write: (view: DataView) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  view.setUint8(0, type);
  write(view);
  return new Uint8Array(view.buffer);
}

function sized(type: number, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(3 + content.byteLength);
  bytes[0] = type;
  new DataView(bytes.buffer).setUint16(1, content.byteLength);
  bytes.set(content, 3);
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/** zlib's CRC-32, which browsers don't have. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
