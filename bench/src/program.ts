import type { Figure } from "./figure.js";

/**
 * Runs a measuring program with the command line's arguments, and sends its figures to the parent process.
 */
export async function measuring(
  measure: (...args: string[]) => readonly Figure[] | Promise<readonly Figure[]>,
): Promise<void> {
  const figures = await measure(...process.argv.slice(2));
  if (process.send === undefined) console.table(figures);
  else process.send(figures, () => process.disconnect());
}

/**
 * Collects garbage, then returns the megabytes still in use.
 *
 * @throws Error without Node.js's `--expose-gc`.
 */
export function megabytesInUse(): number {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("Measuring memory needs Node.js's --expose-gc");
  // The first collection runs finalizers. The second frees their objects.
  gc();
  gc();
  return process.memoryUsage().heapUsed / 1e6;
}
