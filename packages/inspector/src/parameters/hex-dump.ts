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
