import { isNumberValue, isObject, type Members } from "../batch-item.js";

/**
 * A string that is equal for two values of plain data that mean the same to DynamoDB. It finds a returned item among
 * those that were sent. The order of members and of a set's elements doesn't count, nor does the way a number is
 * written, nor what the document client leaves out or makes of a value: `null` of an empty one, numbers of its own class.
 */
export function valueKey(value: unknown): string {
  if (isEmpty(value)) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "bigint") return `N${numberKey(String(value))}`;
  if (!isObject(value)) return String(value);
  if (isNumberValue(value)) return `N${numberKey(String(value))}`;
  if (value instanceof ArrayBuffer) return bytesKey(new Uint8Array(value));
  if (ArrayBuffer.isView(value)) {
    return bytesKey(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  }
  if (value instanceof Set) return `{${[...value].filter(isSent).map(valueKey).sort().join()}}`;
  if (value instanceof Map) return valueKey(Object.fromEntries(value));
  if (Array.isArray(value)) return `[${value.filter(isSent).map(valueKey).join()}]`;
  return `(${entriesOf(value).map(memberKey).join()})`;
}

/** What the document client sends as null with `convertEmptyValues`. */
function isEmpty(value: unknown): boolean {
  if (value instanceof Set) return value.size === 0;
  return (
    value === "" || ((value instanceof ArrayBuffer || ArrayBuffer.isView(value)) && value.byteLength === 0)
  );
}

function isSent(value: unknown): boolean {
  return value !== undefined && typeof value !== "function";
}

function entriesOf(value: Members): [name: string, member: unknown][] {
  const entries = Object.entries(value).filter(([, member]) => isSent(member));
  return entries.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Attributes as `DynamoDBClient` takes them have numbers as strings, `{ N: "1.0" }`, and sets as arrays. */
function memberKey([name, member]: [name: string, member: unknown]): string {
  if (name === "N" && typeof member === "string") return `N:${numberKey(member)}`;
  if (["NS", "SS", "BS"].includes(name) && Array.isArray(member)) {
    const elements = member.map((element) =>
      name === "NS" && typeof element === "string" ? numberKey(element) : valueKey(element),
    );
    return `${name}:${elements.sort().join()}`;
  }
  return `${JSON.stringify(name)}:${valueKey(member)}`;
}

/** `1.50e1` and `15.0` as `15e0`: the digits without zeros at the ends, and the power of ten. */
function numberKey(text: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (sign === undefined) return text;
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign === "-" ? "-" : ""}${significant}e${power}`;
}

function bytesKey(bytes: Uint8Array): string {
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return `B${JSON.stringify(characters)}`;
}
