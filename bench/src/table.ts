import type { Unit } from "./figure.js";
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
export function cellsOf(result: Result): string[] {
  const { what, median, unit, over, bar, isNoise, noise, verdict } = result;
  return [
    `  ${what}`,
    withUnit(median, unit),
    over?.what ?? "",
    over === undefined ? "" : withUnit(over.median, unit),
    ratioText(result),
    bar === undefined ? "" : `<= ${bar.of === "ratio" ? bar.atMost : withUnit(bar.atMost, unit)}`,
    isNoise ? `noise ${(noise * 100).toFixed(1)} %` : (verdict ?? ""),
  ];
}

/** A ratio; nothing where there is none. */
export function ratioText({ ratio }: Result): string {
  return ratio === undefined ? "" : ratio.toFixed(ratio < 10 ? 3 : 1);
}

/** A number to three digits, from a thousand on to the last before the point, with its unit. */
export function withUnit(value: number, unit: Unit): string {
  const rounded =
    Math.abs(value) >= 1000
      ? Math.round(value).toLocaleString("en-US")
      : Number(value.toPrecision(3)).toString();
  return `${rounded} ${unit}`.trimEnd();
}
