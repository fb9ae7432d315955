import { markdownTable } from "../../docs/src/markdown-table.js";
import { type Figure, verdictOf } from "./figure.js";

/** Formats figures as a Markdown table with aligned columns. */
export function table(figures: readonly Figure[]): string {
  return markdownTable(
    ["", "over", "", "bar", ""],
    figures.map((figure) => {
      const { what, over = "", value, unit, atMost, spread = 0 } = figure;
      const amount = (number: number): string =>
        unit === undefined ? number.toFixed(number < 10 ? 3 : 1) : `${rounded(number)} ${unit}`;
      const measuredValue = spread > 0 ? `${amount(value)} ± ${amount(spread)}` : amount(value);
      return [what, over, measuredValue, atMost === undefined ? "" : amount(atMost), verdictOf(figure)];
    }),
  );
}

/** Rounds to three digits, or to a whole number from a thousand on. */
function rounded(value: number): string {
  return Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString("en-US")
    : `${Number(value.toPrecision(3))}`;
}
