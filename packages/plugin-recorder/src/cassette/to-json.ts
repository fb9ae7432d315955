import type { SecretValues } from "@tucuxi/plugin-logger/redaction";
import type { Json, JsonObject } from "./episode.js";
import { Placeholder, placeholderFor } from "./placeholder.js";
import { IGNORED, isDecimal, isNumberValue, STREAM, textIn } from "./snapshot.js";

/** How a snapshot is converted to JSON. */
export interface JsonOptions {
  /** Values to hide wherever they occur. */
  readonly values: SecretValues;
  readonly hideAccountIds: boolean;
  /** Larger bodies and strings go to files. */
  readonly maxInline: number;
  /**
   * Times are written relative to this one, in milliseconds. `undefined` for parameters, whose times come from the
   * user.
   */
  readonly base: number | undefined;
  /** Stores what goes into a file. Returns the file's name. */
  readonly keep: (content: Uint8Array, isText: boolean) => string;
}

/**
 * Converts a snapshot to JSON. Objects have sorted keys. Bytes, times and some other values become an object with one
 * member whose name begins with `$`. No string contains a secret value.
 */
export function toJson(value: unknown, options: JsonOptions): Json {
  const texts: string[] = [];
  collect(value, texts);
  const { texts: scrubbed } = options.values.scrubAll(texts);
  return new Writer(options, texts, scrubbed).write(value);
}

const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/g;

/** The strings in a snapshot, in the order that {@link Writer} gets to them. */
function collect(value: unknown, texts: string[]): void {
  if (typeof value === "string") texts.push(value);
  else if (value instanceof Uint8Array) texts.push(textIn(value) ?? latin1(value));
  else if (typeof value !== "object" || value === null) return;
  else if (value instanceof Date || value instanceof Placeholder) return;
  else if (Array.isArray(value) || value instanceof Set) for (const item of value) collect(item, texts);
  else if (value instanceof Map) {
    for (const [key, member] of value) {
      texts.push(String(key));
      collect(member, texts);
    }
  } else if (!isDecimal(value) && !isNumberValue(value)) {
    for (const member of Object.values(value)) collect(member, texts);
  }
}

class Writer {
  readonly #options: JsonOptions;
  readonly #texts: readonly string[];
  readonly #scrubbed: readonly string[];
  #at = 0;

  constructor(options: JsonOptions, texts: readonly string[], scrubbed: readonly string[]) {
    this.#options = options;
    this.#texts = texts;
    this.#scrubbed = scrubbed;
  }

  write(value: unknown, name = ""): Json {
    switch (typeof value) {
      case "string":
        return this.#string();
      case "number":
        return this.#number(value, name);
      case "bigint":
        return { $bigint: String(value) };
      case "boolean":
        return value;
      case "symbol":
        return value === STREAM ? { $stream: true } : value === IGNORED ? { $ignored: true } : null;
      default:
        return typeof value === "object" && value !== null ? this.#object(value) : null;
    }
  }

  #object(value: object): Json {
    if (value instanceof Date) return { $time: this.#time(value.getTime()) };
    if (value instanceof Placeholder) return value.isBytes ? { $bytes: value.text } : value.text;
    if (value instanceof Uint8Array) return this.#bytes(value);
    if (Array.isArray(value)) return value.map((item: unknown) => this.write(item));
    if (value instanceof Set) {
      const items = [...value].map((item: unknown) => this.write(item));
      return { $set: items.sort((a, b) => order(JSON.stringify(a), JSON.stringify(b))) };
    }
    if (isDecimal(value)) return { $decimal: value.string };
    if (isNumberValue(value)) return { $numberValue: value.value };
    const members: [string, Json][] = [];
    if (value instanceof Map) {
      for (const [, member] of value) members.push([this.#text(), this.write(member)]);
    } else {
      for (const [name, member] of Object.entries(value)) members.push([name, this.write(member, name)]);
    }
    return sorted(members.map(([name, member]) => [name.startsWith("$") ? `$${name}` : name, member]));
  }

  #number(value: number, name: string): Json {
    // SSO's credentials have it in milliseconds.
    if (this.#options.base !== undefined && value > 1e12 && /^expir(?:ation|esat)$/i.test(name)) {
      return { $millis: this.#time(value) };
    }
    return Number.isFinite(value) ? value : { $number: String(value) };
  }

  #time(time: number): string {
    const { base } = this.#options;
    if (Number.isNaN(time)) return "invalid";
    if (base === undefined) return new Date(time).toISOString();
    const seconds = Math.round((time - base) / 1000);
    return `${seconds < 0 ? "-" : "+"}${Math.abs(seconds)}s`;
  }

  #string(): Json {
    const text = this.#text();
    if (text.length * 3 <= this.#options.maxInline) return text;
    const content = new TextEncoder().encode(text);
    return content.length > this.#options.maxInline ? { $textFile: this.#options.keep(content, true) } : text;
  }

  #bytes(bytes: Uint8Array): Json {
    const original = this.#texts[this.#at];
    const text = this.#text();
    const isText = textIn(bytes) !== undefined;
    let content = bytes;
    if (isText) content = new TextEncoder().encode(text);
    // These bytes contain a secret, and without it they would be something else.
    else if (text !== original) content = new TextEncoder().encode(placeholderFor(bytes.length));
    if (content.length > this.#options.maxInline) return { $file: this.#options.keep(content, isText) };
    if (isText || content !== bytes)
      return { $bytes: new TextDecoder("utf-8", { ignoreBOM: true }).decode(content) };
    return { $base64: btoa(latin1(bytes)) };
  }

  /** The next string, without secrets. */
  #text(): string {
    const text = this.#scrubbed[this.#at++] ?? "";
    return this.#options.hideAccountIds ? text.replaceAll(ACCOUNT_ID, "000000000000") : text;
  }
}

function sorted(members: [string, Json][]): JsonObject {
  return Object.fromEntries(members.sort(([a], [b]) => order(a, b)));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
