import type { Result, Results } from "./results.js";
import { cellsOf, ratioText, withUnit } from "./table.js";

/** What a page shows of a case: each figure in a row, or the ratios of each group in one. */
export type Layout = "figures" | "ratios";

const RUN = /(<!-- bench: run -->\n)(.*?)(<!-- \/bench -->)/gs;
const TABLES = /(<!-- bench: (\w+), (figures|ratios) -->\n)(.*?)(<!-- \/bench -->)/gs;

/**
 * A page with its tables made anew from a run. A table stands between `<!-- bench: send, ratios -->`, which names the
 * case and the layout, and `<!-- /bench -->`; after `<!-- bench: run -->` stands where and when all was measured.
 */
export function withTables(page: string, run: Results): string {
  const { date, machine, node, results } = run;
  const dated = page.replace(RUN, `$1\nMeasured on ${date}: ${machine}, Node.js ${node}.\n\n$3`);
  return dated.replace(
    TABLES,
    (_all, before: string, caseName: string, layout: Layout, _old, after: string) => {
      const ofCase = results.filter((result) => result.caseName === caseName);
      return `${before}\n${layout === "figures" ? figuresTable(ofCase) : ratiosTable(ofCase)}\n\n${after}`;
    },
  );
}

function figuresTable(results: readonly Result[]): string {
  const head = ["", "", "median", "over", "its median", "ratio", "bar", ""];
  return markdown([
    head,
    ...results.map((result) => [result.group, ...cellsOf(result).map((cell) => cell.trim())]),
  ]);
}

/** One row for each group, one column for each thing: its ratio over the baseline, with the median. */
function ratiosTable(results: readonly Result[]): string {
  const columns = [...new Set(results.map(({ what }) => what))];
  const groups = [...new Set(results.map(({ group }) => group))];
  const rows = groups.map((group) => [
    group,
    ...columns.map((column) => {
      const found = results.find(({ group: other, what }) => other === group && what === column);
      if (found === undefined) return "";
      const mark = found.verdict === "MISSED" ? " MISSED" : "";
      return `${ratioText(found)} (${withUnit(found.median, found.unit)})${mark}`;
    }),
  ]);
  return markdown([["", ...columns], ...rows]);
}

/** Columns as wide as their widest cell, as the formatter of the repository's pages wants them. */
function markdown(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [line(head), rule, ...rows.slice(1).map(line)].join("\n");
}
