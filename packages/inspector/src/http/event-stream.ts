import { crc32 } from "node:zlib";

/** One message of an event stream. https://smithy.io/2.0/aws/amazon-eventstream.html */
export interface EventMessage {
  /** Names and values; numbers and dates as such, bytes as bytes. */
  readonly headers: Readonly<Record<string, EventHeader>>;
  /** The headers as they were encoded, for each one. */
  readonly encodedHeaders: ReadonlyMap<string, Uint8Array>;
  readonly payload: Uint8Array;
}

/** A header's value. Numbers over 2^53 are strings. */
export type EventHeader = string | number | boolean | Date | Uint8Array;

/** Length and checksum of a message, before its headers. */
const PRELUDE = 12;
/** The checksum of the whole message, after its payload. */
const TRAILER = 4;

/** Splits a stream into messages. `push` throws if the data isn't an event stream. */
export class EventStreamDecoder {
  readonly #maxBytes: number;
  #pending: Uint8Array[] = [];
  #length = 0;
  /** How long the incoming message is, as soon as that is known. */
  #wanted = PRELUDE;
  #knowsLength = false;

  /** @param maxBytes the longest message to accept. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether a message has begun and not ended. */
  get isWithinMessage(): boolean {
    return this.#length > 0;
  }

  /** @throws Error that says what is wrong with the stream. */
  push(piece: Uint8Array): EventMessage[] {
    this.#pending.push(piece);
    this.#length += piece.length;
    const messages: EventMessage[] = [];
    while (this.#length >= this.#wanted) {
      const bytes = Buffer.concat(this.#pending);
      if (!this.#knowsLength) {
        this.#wanted = messageLength(bytes, this.#maxBytes);
        this.#knowsLength = true;
        this.#pending = [bytes];
        continue;
      }
      messages.push(decodeMessage(bytes.subarray(0, this.#wanted)));
      this.#pending = [bytes.subarray(this.#wanted)];
      this.#length -= this.#wanted;
      this.#wanted = PRELUDE;
      this.#knowsLength = false;
    }
    return messages;
  }
}

function messageLength(bytes: Buffer, maxBytes: number): number {
  const length = bytes.readUInt32BE(0);
  const headersLength = bytes.readUInt32BE(4);
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8)) {
    throw new Error("this isn't an event stream: the checksum at the start of a message is wrong");
  }
  if (length > maxBytes)
    throw new Error(`a message of the event stream has ${length} bytes; the limit is ${maxBytes}`);
  if (length < PRELUDE + headersLength + TRAILER) {
    throw new Error("the headers of a message of the event stream are longer than the message");
  }
  return length;
}

/** Decodes one whole message. @throws Error that says what is wrong with it. */
export function decodeMessage(bytes: Uint8Array): EventMessage {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (message.length < PRELUDE + TRAILER) throw new Error("a message of the event stream is cut short");
  const headersEnd = PRELUDE + message.readUInt32BE(4);
  const end = message.length - TRAILER;
  if (message.readUInt32BE(0) !== message.length || headersEnd > end)
    throw new Error("a message of the event stream has the wrong length");
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end))
    throw new Error("the checksum of a message of the event stream is wrong");
  const headers: Record<string, EventHeader> = Object.create(null);
  const encodedHeaders = new Map<string, Uint8Array>();
  let at = PRELUDE;
  while (at < headersEnd) {
    const start = at;
    const nameEnd = at + 1 + message.readUInt8(at);
    const name = message.toString("utf8", at + 1, nameEnd);
    const [value, next] = headerValue(message, nameEnd);
    if (next > headersEnd) throw new Error("a header of the event stream goes past its end");
    headers[name] = value;
    encodedHeaders.set(name, message.subarray(start, next));
    at = next;
  }
  return { headers, encodedHeaders, payload: message.subarray(headersEnd, end) };
}

function headerValue(message: Buffer, at: number): [value: EventHeader, next: number] {
  const type = message.readUInt8(at);
  const start = at + 1;
  switch (type) {
    case 0:
    case 1:
      return [type === 0, start];
    case 2:
      return [message.readInt8(start), start + 1];
    case 3:
      return [message.readInt16BE(start), start + 2];
    case 4:
      return [message.readInt32BE(start), start + 4];
    case 5: {
      const value = message.readBigInt64BE(start);
      return [Number.isSafeInteger(Number(value)) ? Number(value) : value.toString(), start + 8];
    }
    case 6:
    case 7: {
      const end = start + 2 + message.readUInt16BE(start);
      const value = message.subarray(start + 2, end);
      return [type === 7 ? value.toString("utf8") : value, end];
    }
    case 8:
      return [new Date(Number(message.readBigInt64BE(start))), start + 8];
    case 9:
      return [message.subarray(start, start + 16).toString("hex"), start + 16];
  }
  throw new Error(`a header of the event stream has the unknown type ${type}`);
}
