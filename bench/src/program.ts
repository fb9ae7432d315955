import type { Figure } from "./figure.js";

/** Runs a measuring program with the arguments of the command line, and gives its figures to the process that started it. */
export async function measuring(
  measure: (...args: string[]) => readonly Figure[] | Promise<readonly Figure[]>,
): Promise<void> {
  const figures = await measure(...process.argv.slice(2));
  if (process.send === undefined) console.table(figures);
  else process.send(figures, () => process.disconnect());
}

/**
 * The megabytes that live objects take, after everything else was collected.
 *
 * @throws Error without node's `--expose-gc`.
 */
export function megabytesInUse(): number {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("memory is measured with node's --expose-gc");
  // The first collection runs finalizers, whose objects the second one frees.
  gc();
  gc();
  return process.memoryUsage().heapUsed / 1e6;
}
