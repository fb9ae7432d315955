import type { Result } from "./results.js";

const HEAD: readonly string[] = ["", "median", "over", "median", "ratio", "bar", ""];
/** Columns of text; numbers stand to the right. */
const LEFT = [0, 2, 6];

/** Results as a table for a terminal, under the names of their groups. */
export function table(results: readonly Result[]): string {
  const rows = results.map(cellsOf);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return LEFT.includes(column) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  const lines = [line(HEAD)];
  let group = "";
  for (const [index, cells] of rows.entries()) {
    const next = results[index]?.group ?? "";
    if (next !== group) lines.push("", next);
    group = next;
    lines.push(line(cells));
  }
  return lines.join("\n");
}

/** The texts of a result's line: what, median, over what, its median, ratio, bar, and what to make of it. */
export function cellsOf({ what, median, unit, over, ratio, bar, isNoise, noise, verdict }: Result): string[] {
  return [
    `  ${what}`,
    `${rounded(median)} ${unit}`,
    over?.what ?? "",
    over === undefined ? "" : `${rounded(over.median)} ${unit}`,
    ratio === undefined ? "" : ratio.toFixed(ratio < 10 ? 3 : 1),
    bar === undefined ? "" : `<= ${bar.of === "ratio" ? bar.atMost : `${rounded(bar.atMost)} ${unit}`}`,
    isNoise ? `noise ${(noise * 100).toFixed(1)} %` : (verdict ?? ""),
  ];
}

/** To three digits, and whole numbers to the last. */
function rounded(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-US");
  return Number(value.toPrecision(3)).toString();
}
