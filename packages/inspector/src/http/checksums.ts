import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** One checksum that a request carries, and whether the body agrees. */
export interface ChecksumReport {
  /** The name of the header, trailer or query parameter, such as "x-amz-checksum-crc32". */
  readonly name: string;
  /** "query" for a presigned URL. */
  readonly location: "header" | "trailer" | "query";
  readonly valid: boolean;
  /** The checksum that the request declares, base64. */
  readonly declared: string;
  /** The checksum of the body that arrived, base64. */
  readonly actual: string;
}

const ALGORITHMS: Readonly<Record<string, (data: Uint8Array) => Uint8Array>> = {
  "content-md5": (data) => createHash("md5").update(data).digest(),
  "x-amz-checksum-crc32": (data) => bigEndian(crc32(data)),
  "x-amz-checksum-crc32c": (data) => bigEndian(crc32c(data)),
  "x-amz-checksum-crc64nvme": crc64nvme,
  "x-amz-checksum-sha1": (data) => createHash("sha1").update(data).digest(),
  "x-amz-checksum-sha256": (data) => createHash("sha256").update(data).digest(),
};

/** Compares each checksum with the payload: the body without framing, still content-encoded. */
export function checkChecksums(
  headers: Readonly<Record<string, string>>,
  trailers: Readonly<Record<string, string>>,
  payload: Uint8Array,
  query: Readonly<Record<string, string>> = {},
): ChecksumReport[] {
  const reports: ChecksumReport[] = [];
  for (const [location, fields] of [
    ["header", headers],
    ["trailer", trailers],
    ["query", query],
  ] as const) {
    for (const [name, algorithm] of Object.entries(ALGORITHMS)) {
      const declared = fields[name];
      if (declared === undefined) continue;
      const actual = Buffer.from(algorithm(payload)).toString("base64");
      reports.push({ name, location, valid: declared === actual, declared, actual });
    }
  }
  return reports;
}

function bigEndian(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** CRC-32C (Castagnoli), reflected polynomial of RFC 3720. */
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

/** CRC-32C of the bytes, as an unsigned 32-bit number. */
export function crc32c(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (CRC32C_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** CRC-64/NVME's reflected polynomial, in two halves: BigInt arithmetic for each byte would be far slower. */
const CRC64_HIGH_POLYNOMIAL = 0x9a6c9329;
const CRC64_LOW_POLYNOMIAL = 0xac4bc9b5;
const CRC64_HIGH = new Uint32Array(256);
const CRC64_LOW = new Uint32Array(256);
for (let index = 0; index < 256; index += 1) {
  let high = 0;
  let low = index;
  for (let bit = 0; bit < 8; bit += 1) {
    const odd = low & 1;
    low = ((low >>> 1) | (high << 31)) >>> 0;
    high >>>= 1;
    if (odd) {
      high = (high ^ CRC64_HIGH_POLYNOMIAL) >>> 0;
      low = (low ^ CRC64_LOW_POLYNOMIAL) >>> 0;
    }
  }
  CRC64_HIGH[index] = high;
  CRC64_LOW[index] = low;
}

/** CRC-64/NVME of the bytes, as 8 bytes in network order. */
export function crc64nvme(data: Uint8Array): Uint8Array {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of data) {
    const index = (low ^ byte) & 0xff;
    const shifted = (low >>> 8) | (high << 24);
    low = (shifted ^ (CRC64_LOW[index] ?? 0)) >>> 0;
    high = ((high >>> 8) ^ (CRC64_HIGH[index] ?? 0)) >>> 0;
  }
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE((high ^ 0xffffffff) >>> 0, 0);
  bytes.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4);
  return bytes;
}
