/** Measures, shows progress, prints a table and writes it as JSON: `pnpm bench`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CASES } from "./cases.js";
import { parseCommandLine, type SelectedUnit } from "./command-line.js";
import { prepare } from "./prepare.js";
import { type CaseFigure, resultsOf } from "./results.js";
import { runUnit } from "./run-unit.js";
import { table } from "./table.js";

try {
  const selection = parseCommandLine(process.argv.slice(2), CASES);
  if (typeof selection === "string") console.log(selection);
  else process.exitCode = (await run(selection.units, selection.out)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

/** Whether all was measured, and no bar was missed. */
async function run(units: readonly SelectedUnit[], out: string | undefined): Promise<boolean> {
  const folder = await prepare(
    "run",
    units.map(({ unit }) => unit),
  );
  const { figures, failed } = await measure(folder, units);
  const results = resultsOf(figures);
  const file = out ?? join(folder, "results.json");
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\n${table(results.results)}\n`);
  console.log(`${results.machine}, Node.js ${results.node}, load ${results.load.toFixed(1)}`);
  console.log(`figures in ${file}`);
  const missed = results.results.filter(({ verdict }) => verdict === "MISSED");
  for (const { group, what } of missed) console.log(`MISSED: ${group}: ${what}`);
  for (const name of failed) console.log(`FAILED: ${name}`);
  return missed.length + failed.length === 0;
}

/** Measures units one after another. One that fails must not cost the minutes of all others. */
async function measure(
  folder: string,
  units: readonly SelectedUnit[],
): Promise<{ readonly figures: CaseFigure[]; readonly failed: string[] }> {
  const figures: CaseFigure[] = [];
  const failed: string[] = [];
  const start = Date.now();
  for (const [index, { name, caseName, unit }] of units.entries()) {
    console.error(`[${index + 1}/${units.length}] ${minutesSince(start)} ${name}`);
    try {
      const measured = await runUnit(folder, unit);
      figures.push(...measured.map((figure) => ({ ...figure, caseName })));
    } catch (error) {
      console.error(error);
      failed.push(name);
    }
  }
  return { figures, failed };
}

function minutesSince(start: number): string {
  const seconds = Math.round((Date.now() - start) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
