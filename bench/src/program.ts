import { argv } from "node:process";
import type { Figure } from "./figure.js";

/**
 * Runs a measuring program: with the arguments of the command line, giving its figures to the process that started
 * it, or to the terminal where there is none.
 */
export async function measuring(measure: (...args: string[]) => Promise<readonly Figure[]>): Promise<void> {
  const figures = await measure(...argv.slice(2));
  if (process.send === undefined) console.log(JSON.stringify(figures, null, 2));
  else process.send(figures);
}
