import { isObject } from "../batch-item.js";

const encoder = new TextEncoder();

/** The length of a string in UTF-8, in bytes. 0 for any other value. */
export function textLength(value: unknown): number {
  return typeof value === "string" ? encoder.encode(value).byteLength : 0;
}

/** The length of binary data before it's encoded for the wire. The SDK converts a string to UTF-8. */
export function blobLength(value: unknown): number {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
  return textLength(value);
}

/**
 * The length of SQS's and SNS's message attributes: "all parts of the message attribute, including Name, Type, and
 * Value, are part of the message size restriction" (API reference of both, `MessageAttributeValue`).
 */
export function attributesLength(attributes: unknown): number {
  if (!isObject(attributes)) return 0;
  let length = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    length += textLength(name);
    if (!isObject(attribute)) continue;
    length += textLength(attribute["DataType"]) + textLength(attribute["StringValue"]);
    length += blobLength(attribute["BinaryValue"]);
  }
  return length;
}
