import { isJsonObject, type Json } from "./episode.js";

/** How values are read. */
export interface ReadOptions {
  /** What relative times refer to now, in milliseconds. */
  readonly base: number;
  /** Reads the content of a file beside the cassette. */
  readonly read: (name: string) => Uint8Array;
}

/** Restores the values that `toJson` wrote. */
export function fromJson(json: Json, options: ReadOptions): unknown {
  if (Array.isArray(json)) return json.map((item: Json) => fromJson(item, options));
  if (!isJsonObject(json)) return json;
  const entries = Object.entries(json);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && /^\$[a-z]/.test(only[0])) return special(only, options);
  return Object.fromEntries(
    entries.map(([name, member]) => [
      name.startsWith("$$") ? name.slice(1) : name,
      fromJson(member, options),
    ]),
  );
}

function special([name, content]: [string, Json], options: ReadOptions): unknown {
  switch (name) {
    case "$time":
      return new Date(timeOf(String(content), options.base));
    case "$millis":
      return timeOf(String(content), options.base);
    case "$bytes":
      return new TextEncoder().encode(String(content));
    case "$base64":
      return new Uint8Array(Buffer.from(String(content), "base64"));
    case "$file":
      return options.read(String(content));
    case "$textFile":
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(options.read(String(content)));
    case "$bigint":
      return BigInt(String(content));
    case "$number":
      return Number(content);
    case "$numberValue":
      return new NumberValueOfFile(String(content));
    case "$decimal":
      return { type: "bigDecimal", string: String(content), toString: () => String(content) };
    case "$set":
      return new Set(Array.isArray(content) ? content.map((item: Json) => fromJson(item, options)) : []);
    default:
      return undefined;
  }
}

/** Like the document client's `NumberValue`, for numbers that JavaScript can't represent. */
class NumberValueOfFile {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

const RELATIVE = /^([+-]\d+)s$/;

function timeOf(text: string, base: number): number {
  const [, seconds] = RELATIVE.exec(text) ?? [];
  return seconds === undefined ? Date.parse(text) : base + Number(seconds) * 1000;
}
