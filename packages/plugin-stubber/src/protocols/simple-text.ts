import { base64 } from "../model/bytes.js";
import type { Shape, TimestampFormat } from "../model/shape.js";

/** Writes a value that isn't a structure, list or map, for XML and headers. */
export function simpleText(shape: Shape, value: unknown, defaultTimestamp: TimestampFormat): string {
  if (value instanceof Date) return timestampText(value, shape.timestampFormat ?? defaultTimestamp);
  if (value instanceof Uint8Array) return base64(value);
  return String(value);
}

function timestampText(date: Date, format: TimestampFormat): string {
  switch (format) {
    case "date-time":
      return date.toISOString().replace(".000Z", "Z");
    case "epoch-seconds":
      return String(date.getTime() / 1000);
    case "http-date":
      return date.toUTCString();
  }
}
