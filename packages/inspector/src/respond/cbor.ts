/** Encodes a flat map of text to text in CBOR (RFC 8949): all that an error of RPC v2 CBOR needs. */
export function cborTextMap(fields: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(fields);
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([name, value]) => [text(name), text(value)]),
  ]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([head(3, bytes.length), bytes]);
}

function head(majorType: number, length: number): Buffer {
  const type = majorType << 5;
  if (length < 24) return Buffer.from([type | length]);
  if (length < 0x100) return Buffer.from([type | 24, length]);
  if (length < 0x10000) return Buffer.from([type | 25, length >> 8, length & 0xff]);
  const bytes = Buffer.alloc(5);
  bytes[0] = type | 26;
  bytes.writeUInt32BE(length, 1);
  return bytes;
}
