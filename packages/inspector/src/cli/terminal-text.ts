/**
 * Makes text from a request safe for a terminal. It can't move the cursor, change colours or directions, or add lines.
 */
export function terminalText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu, escaped);
}

/** The same for several lines. Line ends and tabs stay. */
export function terminalLines(text: string): string[] {
  return text.split(/\r\n|\n/).map((line) => line.split("\t").map(terminalText).join("\t"));
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
