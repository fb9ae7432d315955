import type { Figure } from "./figure.js";
import type { Paired } from "./paired.js";

/** What was timed against what. A thing against itself is noise. */
export interface PairNames {
  readonly group: string;
  readonly what: string;
  readonly over: string;
}

/** The figure of two things that were timed against each other; `runs` is how many times one run does the thing. */
export function pairedFigure(
  { group, what, over }: PairNames,
  unit: "ns" | "µs",
  { subject, baseline, ratio }: Paired,
  runs = 1,
): Figure {
  const scale = (unit === "ns" ? 1000 : 1) / runs;
  const figure: Figure = {
    group,
    what,
    median: subject * scale,
    unit,
    over: { what: over, median: baseline * scale },
    ratio,
  };
  return what === over ? { ...figure, isNoise: true } : figure;
}
