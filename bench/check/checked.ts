import { measured, prepare } from "../src/run.js";

/** Runs a measuring program once, with less work than a full run. @returns its values by name. */
export async function checked(program: string, ...args: string[]): Promise<ReadonlyMap<string, number>> {
  const folder = await prepare(`check-${[program, ...args].join("-")}`);
  return new Map((await measured(folder, program, args)).map(({ what, value }) => [what, value]));
}
