import type { Unit } from "../src/case.js";
import type { Figure } from "../src/figure.js";
import { prepare } from "../src/prepare.js";
import { runUnit } from "../src/run-unit.js";

/**
 * Runs a measuring program once, with less to do than in a whole run.
 *
 * @returns its figures by what they measure.
 */
export async function measured(program: string, ...args: string[]): Promise<ReadonlyMap<string, Figure>> {
  const unit: Unit = { name: program, program, args, processes: 1 };
  const folder = await prepare(`check-${program.replace("/", "-")}`, [unit]);
  return new Map((await runUnit(folder, unit)).map((figure) => [figure.what, figure]));
}
