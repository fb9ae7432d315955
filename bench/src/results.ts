import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";
import { type Figure, noiseOf, type Verdict, verdictOf } from "./figure.js";

/** A figure with the name of the case that it is of. */
export interface CaseFigure extends Figure {
  readonly caseName: string;
}

/** A figure with what was made of it. */
export interface Result extends CaseFigure {
  /** How far its ratio may be off, as a part of 1; 0 where that was not measured. */
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
export function resultsOf(figures: readonly CaseFigure[]): Results {
  const cores = availableParallelism();
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${cpus()[0]?.model ?? "unknown"}, ${cores} cores, ${platform()} ${arch()}`,
    load: loadavg()[0] ?? 0,
    results: inGroups(figures).map((figure) => {
      const verdict = verdictOf(figure, figures);
      return { ...figure, noise: noiseOf(figure, figures), ...(verdict && { verdict }) };
    }),
  };
}

/** The figures of a group one after another; the groups in the order in which they began. */
function inGroups(figures: readonly CaseFigure[]): CaseFigure[] {
  const groups = [...new Set(figures.map(({ group }) => group))];
  return groups.flatMap((name) => figures.filter(({ group }) => group === name));
}
