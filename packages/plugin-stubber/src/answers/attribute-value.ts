import { StubError } from "../errors.js";
import { show } from "../matchers/show.js";
import { bytesIn } from "../model/bytes.js";

/** Converts a native value to DynamoDB's form, as the document client does: `"a"` becomes `{ S: "a" }`. */
export function attributeValue(value: unknown): Record<string, unknown> {
  switch (typeof value) {
    case "string":
      return { S: value };
    case "number":
    case "bigint":
      return { N: String(value) };
    case "boolean":
      return { BOOL: value };
    case "object":
      return value === null ? { NULL: true } : objectValue(value);
    default:
      throw noAttribute(value);
  }
}

function objectValue(value: object): Record<string, unknown> {
  if (Array.isArray(value)) return { L: value.map(attributeValue) };
  if (value instanceof Set) return setValue(value);
  const bytes = bytesIn(value);
  if (bytes !== undefined) return { B: bytes };
  if (isNumberValue(value)) return { N: value.value };
  if (value instanceof Date) throw noAttribute(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return {
    M: Object.fromEntries(
      entries
        .filter(([, content]) => content !== undefined)
        .map(([name, content]) => [name, attributeValue(content)]),
    ),
  };
}

function setValue(values: ReadonlySet<unknown>): Record<string, unknown> {
  const [first] = values;
  const all = [...values];
  if (typeof first === "string") return { SS: all };
  if (typeof first === "number" || typeof first === "bigint") return { NS: all.map(String) };
  if (isNumberValue(first)) return { NS: all.map((value) => (isNumberValue(value) ? value.value : value)) };
  if (ArrayBuffer.isView(first)) return { BS: all };
  throw noAttribute(values);
}

/**
 * The document client's `NumberValue`, for numbers that JavaScript can't represent. By shape, since it can come from
 * any copy.
 */
function isNumberValue(value: unknown): value is { readonly value: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) !== Object.prototype &&
    String(value.constructor?.name).startsWith("NumberValue") &&
    "value" in value &&
    typeof value.value === "string"
  );
}

function noAttribute(value: unknown): StubError {
  return new StubError(
    "INVALID_OUTPUT",
    `${show(value)} can't be an attribute of a DynamoDB item. The document client returns strings, numbers, booleans, bytes, null, arrays, objects, and non-empty sets of strings, numbers or bytes`,
  );
}
