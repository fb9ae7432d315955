import { readableText } from "../parameters/to-json.js";
import type { ShownBody } from "./page-data.js";

const MAX_TEXT = 256 * 1024;
const MAX_HEX = 4096;

/** The start of a body as text and as a hex dump. */
export function shownBody(body: Uint8Array, isHidden: boolean): ShownBody {
  if (isHidden) return { bytes: body.length, text: undefined, hex: [], isCut: false, isHidden };
  const text = textOf(body.subarray(0, MAX_TEXT));
  return {
    bytes: body.length,
    text,
    hex: hexDump(body.subarray(0, MAX_HEX)),
    isCut: body.length > MAX_TEXT || (text === undefined && body.length > MAX_HEX),
    isHidden,
  };
}

/** A character may be cut in two at the end. */
function textOf(start: Uint8Array): string | undefined {
  for (let less = 0; less < 4; less += 1) {
    const text = readableText(start.subarray(0, start.length - less));
    if (text !== undefined || start.length < MAX_TEXT) return text;
  }
  return undefined;
}

/** Sixteen bytes a line: where they are, what they are, and the letters among them. */
export function hexDump(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = Buffer.from(bytes.subarray(at, at + 16));
    const hex = row.toString("hex").replace(/../g, "$& ").padEnd(48);
    lines.push(
      `${at.toString(16).padStart(6, "0")}  ${hex} ${row.toString("latin1").replace(/[^\x20-\x7e]/g, ".")}`,
    );
  }
  return lines;
}
