/** Whether the values of a member are timestamps, which JSON writes as numbers or strings. */
export type IsTimestamp = (member: string) => boolean;

/** Encodes a value of JSON in CBOR (RFC 8949), with timestamps as such. */
export function encodeCbor(value: unknown, isTimestamp: IsTimestamp = () => false): Uint8Array {
  const parts: Uint8Array[] = [];
  write(value, undefined, isTimestamp, parts);
  return Buffer.concat(parts);
}

function write(
  value: unknown,
  member: string | undefined,
  isTimestamp: IsTimestamp,
  parts: Uint8Array[],
): void {
  if (member !== undefined && isTimestamp(member) && !Array.isArray(value)) {
    const seconds = typeof value === "string" ? Date.parse(value) / 1000 : value;
    if (typeof seconds === "number" && Number.isFinite(seconds)) {
      parts.push(Uint8Array.of(0xc1), double(seconds));
      return;
    }
  }
  if (typeof value === "string") {
    const bytes = Buffer.from(value, "utf8");
    parts.push(head(3, bytes.length), bytes);
  } else if (typeof value === "number") {
    parts.push(Number.isSafeInteger(value) && Math.abs(value) < 2 ** 32 ? integer(value) : double(value));
  } else if (typeof value === "boolean") {
    parts.push(Uint8Array.of(value ? 0xf5 : 0xf4));
  } else if (Array.isArray(value)) {
    parts.push(head(4, value.length));
    for (const item of value) write(item, member, isTimestamp, parts);
  } else if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    parts.push(head(5, entries.length));
    for (const [name, inner] of entries) {
      write(name, undefined, isTimestamp, parts);
      write(inner, name, isTimestamp, parts);
    }
  } else {
    parts.push(Uint8Array.of(0xf6));
  }
}

function integer(value: number): Uint8Array {
  return value < 0 ? head(1, -1 - value) : head(0, value);
}

function double(value: number): Uint8Array {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
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
