import type { OperationModel, Params } from "@tucuxi/events";

const MAX_LENGTH = 200;
const MAX_VALUE = 60;

/** Characters that could move a terminal's cursor, or hide or reorder what a person reads. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A call in one line: `dynamodb.DeleteTable TableName="orders"`. */
export function summarize(model: OperationModel, params: Params): string {
  let line = `${model.serviceName}.${model.name}`;
  const shown = model.redactInput(params);
  if (typeof shown !== "object" || shown === null) return line;
  for (const [name, value] of Object.entries(shown)) {
    if (value === undefined) continue;
    if (line.length > MAX_LENGTH) break;
    line += ` ${name}=${shorten(describe(value), MAX_VALUE)}`;
  }
  return shorten(line.replace(UNSAFE, escapeCharacter), MAX_LENGTH);
}

function describe(value: unknown): string {
  // A long string is cut before it's quoted.
  if (typeof value === "string") return JSON.stringify(value.slice(0, MAX_VALUE + 1));
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 1 ? `[${describe(value[0])}]` : `${value.length} items`;
  if (typeof value === "object" && value !== null) return `{${Object.keys(value).slice(0, 5).join(", ")}}`;
  return String(value);
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
