/** Deeper values are an attack. */
const MAX_DEPTH = 100;

/**
 * Decodes one CBOR value (RFC 8949). Timestamps (tag 1) become dates, byte strings stay bytes.
 * @throws Error for bytes that aren't CBOR.
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  const decoder = new CborDecoder(bytes);
  const value = decoder.value(0);
  decoder.expectEnd();
  return value;
}

const BREAK = Symbol("break");

class CborDecoder {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  expectEnd(): void {
    if (this.#at !== this.#bytes.length)
      throw new Error(`CBOR: there is more after the value, at byte ${this.#at}`);
  }

  value(depth: number): unknown {
    const value = this.#item(depth);
    if (value === BREAK) throw new Error(`CBOR: a break at byte ${this.#at - 1} ends nothing`);
    return value;
  }

  #item(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new Error("CBOR: values are nested too deeply");
    const initial = this.#take(1)[0] ?? 0;
    const major = initial >> 5;
    const info = initial & 0x1f;
    if (major === 7) return this.#simple(info);
    const length = info === 31 ? undefined : this.#length(info);
    switch (major) {
      case 0:
        return numberOf(this.#known(length));
      case 1:
        return numberOf(-1n - this.#known(length));
      case 2:
        return this.#string(length, depth, (parts) => Buffer.concat(parts));
      case 3:
        return this.#string(length, depth, (parts) => Buffer.concat(parts).toString("utf8"));
      case 4:
        return this.#array(length, depth);
      case 5:
        return this.#map(length, depth);
      default:
        return this.#tagged(this.#known(length), depth);
    }
  }

  #known(length: bigint | undefined): bigint {
    if (length === undefined) throw new Error(`CBOR: a length is missing at byte ${this.#at - 1}`);
    return length;
  }

  #length(info: number): bigint {
    if (info < 24) return BigInt(info);
    const bytes = this.#take(info > 27 ? Number.NaN : 2 ** (info - 24));
    return bytes.length === 8 ? bytes.readBigUInt64BE() : BigInt(bytes.readUIntBE(0, bytes.length));
  }

  #simple(info: number): unknown {
    switch (info) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
        return null;
      case 23:
        return undefined;
      case 25:
        return halfFloat(this.#take(2).readUInt16BE());
      case 26:
        return this.#take(4).readFloatBE();
      case 27:
        return this.#take(8).readDoubleBE();
      case 31:
        return BREAK;
    }
    throw new Error(`CBOR: the simple value ${info} at byte ${this.#at - 1} has no meaning`);
  }

  #string<Value>(length: bigint | undefined, depth: number, join: (parts: Uint8Array[]) => Value): Value {
    if (length !== undefined) return join([this.#take(Number(length))]);
    const parts: Uint8Array[] = [];
    for (;;) {
      const part = this.#item(depth + 1);
      if (part === BREAK) return join(parts);
      if (typeof part === "string") parts.push(Buffer.from(part));
      else if (part instanceof Uint8Array) parts.push(part);
      else throw new Error("CBOR: a part of a string isn't a string");
    }
  }

  #array(length: bigint | undefined, depth: number): unknown[] {
    const items: unknown[] = [];
    for (let index = 0n; length === undefined || index < length; index += 1n) {
      const item = this.#item(depth + 1);
      if (item === BREAK) {
        if (length === undefined) return items;
        throw new Error("CBOR: a list ends too early");
      }
      items.push(item);
    }
    return items;
  }

  #map(length: bigint | undefined, depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = Object.create(null);
    for (let index = 0n; length === undefined || index < length; index += 1n) {
      const key = this.#item(depth + 1);
      if (key === BREAK && length === undefined) return map;
      if (typeof key !== "string") throw new Error("CBOR: the key of a map isn't a string");
      map[key] = this.value(depth + 1);
    }
    return map;
  }

  #tagged(tag: bigint, depth: number): unknown {
    const value = this.value(depth + 1);
    return tag === 1n && typeof value === "number" ? dateOf(value) : value;
  }

  #take(length: number): Buffer {
    if (!(length <= this.#bytes.length - this.#at)) throw new Error(`CBOR: cut short at byte ${this.#at}`);
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }
}

function numberOf(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function dateOf(seconds: number): Date | number {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? seconds : date;
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
