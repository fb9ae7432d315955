import { isNumberValue, isObject } from "../batch-item.js";
import { blobLength, textLength } from "./byte-length.js";

/** The overhead of a list or map, and of each of its elements. */
const CONTAINER = 3;
const ELEMENT = 1;

/**
 * The size of a DynamoDB item in bytes as DynamoDB counts it, which isn't its size on the wire. Names and values count
 * in UTF-8, and a digit counts half a byte. The rules, and the word "approximately", come from "DynamoDB item sizes and
 * formats" in its developer guide. Where they are vague, numbers are counted low, so that no item that fits is refused.
 *
 * @param attributes An item in the form of `DynamoDBClient` (`{ id: { S: "a" } }`) or of the document client.
 */
export function dynamodbItemSize(attributes: unknown): number {
  if (!isObject(attributes)) return 0;
  let size = 0;
  for (const [name, value] of Object.entries(attributes)) size += textLength(name) + valueSize(value);
  return size;
}

function valueSize(value: unknown): number {
  if (typeof value === "string") return textLength(value);
  if (typeof value === "number" || typeof value === "bigint") return numberSize(String(value));
  if (!isObject(value)) return 1;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
  if (isNumberValue(value)) return numberSize(String(value));
  if (value instanceof Set) return sumOf(value, valueSize);
  if (value instanceof Map) return valueSize(Object.fromEntries(value));
  if (Array.isArray(value)) return CONTAINER + sumOf(value, (element) => ELEMENT + valueSize(element));
  const entries = Object.entries(value);
  const [only] = entries;
  const typed = entries.length === 1 && only !== undefined ? typedSize(...only) : undefined;
  return typed ?? CONTAINER + ELEMENT * entries.length + dynamodbItemSize(value);
}

/** The size of a value that is written with its type, or `undefined` for a map that happens to have one member. */
function typedSize(type: string, value: unknown): number | undefined {
  if (type === "S" && typeof value === "string") return textLength(value);
  if (type === "N" && typeof value === "string") return numberSize(value);
  if (type === "B") return blobLength(value);
  if (type === "BOOL" || type === "NULL") return 1;
  if (type === "M" && isObject(value))
    return CONTAINER + ELEMENT * Object.keys(value).length + dynamodbItemSize(value);
  if (!Array.isArray(value)) return undefined;
  if (type === "L") return valueSize(value);
  if (type === "SS" || type === "BS") return sumOf(value, blobLength);
  if (type === "NS") return sumOf(value, (element) => numberSize(String(element)));
  return undefined;
}

/** Leading and trailing zeros are trimmed. */
function numberSize(text: string): number {
  const [mantissa = ""] = text.toLowerCase().split("e");
  const digits = mantissa.replace(/\D/g, "").replace(/^0+|0+$/g, "").length;
  return Math.ceil(digits / 2) + 1;
}

function sumOf(values: Iterable<unknown>, sizeOf: (value: unknown) => number): number {
  let sum = 0;
  for (const value of values) sum += sizeOf(value);
  return sum;
}
