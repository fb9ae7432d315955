import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";
import { type Figure, noiseOf, type Verdict, verdictOf } from "./figure.js";

/** A figure with what was made of it. */
export interface Result extends Figure {
  /** How far the same thing was from itself in the figure's group, as a part of 1; 0 where it was not measured. */
  readonly noise: number;
  readonly verdict?: Verdict;
}

/** What a run writes as JSON. */
export interface Results {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  /** How many processes were waiting for a core, on average, in the minute before the end. */
  readonly load: number;
  readonly results: readonly Result[];
}

/** Holds the figures of a run against their bars. */
export function resultsOf(figures: readonly Figure[]): Results {
  const cores = availableParallelism();
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${cpus()[0]?.model ?? "unknown"}, ${cores} cores, ${platform()} ${arch()}`,
    load: loadavg()[0] ?? 0,
    results: figures.map((figure) => {
      const verdict = verdictOf(figure, figures);
      return { ...figure, noise: noiseOf(figure, figures), ...(verdict && { verdict }) };
    }),
  };
}
