import { parseArgs } from "node:util";
import type { Case, Unit } from "./case.js";

const HELP = `Usage: pnpm bench [--out FILE] [--list] [NAME...]

Measures the units whose names begin with a NAME, such as send or "send/CloudWatch PutMetricData/plain"; without one
all, which takes about ten minutes. --list shows the names. FILE gets the figures as JSON.`;

/** A unit with the name of its case before its own. */
export interface SelectedUnit {
  readonly name: string;
  readonly caseName: string;
  readonly unit: Unit;
}

/** What is to be measured, and which file gets the figures, where the command line says so. */
export interface Selection {
  readonly out: string | undefined;
  readonly units: readonly SelectedUnit[];
}

/**
 * Reads the command line.
 *
 * @returns what it asks for: measuring, or a text to be shown.
 * @throws Error for an unknown option, or a name that no unit's begins with.
 */
export function parseCommandLine(args: readonly string[], cases: readonly Case[]): Selection | string {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: "boolean" }, list: { type: "boolean" }, out: { type: "string" } },
  });
  if (values.help === true) return HELP;
  const all = cases.flatMap(({ name, units }) =>
    units.map((unit) => ({ name: `${name}/${unit.name}`, caseName: name, unit })),
  );
  if (values.list === true) return all.map(({ name }) => name).join("\n");
  const unknown = names.find((beginning) => !all.some(({ name }) => name.startsWith(beginning)));
  if (unknown !== undefined) throw new Error(`no name begins with "${unknown}": --list shows all`);
  const isSelected = ({ name }: SelectedUnit): boolean =>
    names.length === 0 || names.some((beginning) => name.startsWith(beginning));
  return { out: values.out, units: all.filter(isSelected) };
}
