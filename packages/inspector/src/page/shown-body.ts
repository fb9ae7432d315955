import { hexDump } from "../parameters/hex-dump.js";
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
