import type { Run } from "./paired.js";
import { median } from "./statistics.js";

const ROUNDS = 200;
/** So few that the young generation is rarely collected meanwhile. */
const TURN = 10;

/**
 * The bytes of heap that one run takes, whether they are freed at once or not: the median over many turns, which
 * leaves out those in which garbage was collected.
 */
export async function allocatedBy(run: Run): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.memoryUsage().heapUsed;
    await run(TURN);
    taken.push((process.memoryUsage().heapUsed - before) / TURN);
  }
  return median(taken);
}
