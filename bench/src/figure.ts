/** One line of the table: a thing that was measured, and what it is held against. */
export interface Figure {
  /** What was measured together: figures of a group have their noise in common. */
  readonly group: string;
  /** What was measured; unique within its group, or with what it is held against. */
  readonly what: string;
  /** The median, in `unit`. */
  readonly median: number;
  readonly unit: Unit;
  /** The baseline of the same run. */
  readonly over?: { readonly what: string; readonly median: number };
  /** The median of the ratios of each pair: what was measured over the baseline that ran beside it. */
  readonly ratio?: number;
  /** The ratios of each process, where several measured it. */
  readonly ratios?: readonly number[];
  /** The same thing against itself: how far its ratio is from 1 is the group's noise. */
  readonly isNoise?: true;
  /** What must hold. */
  readonly bar?: Bar;
}

/** What a median is counted in. kB and MB are powers of ten. */
export type Unit = "ns" | "µs" | "ms" | "bytes" | "kB" | "MB" | "MB/s" | "entries";

/** The most that a figure may be. */
export interface Bar {
  readonly of: "ratio" | "median";
  readonly atMost: number;
}

/** `noise`: over the bar, but by no more than the same thing differs from itself. */
export type Verdict = "ok" | "noise" | "MISSED";

/** How far apart the same thing was from itself in a figure's group; 0 where that was not measured. */
export function noiseOf({ group }: Figure, figures: readonly Figure[]): number {
  const noise = figures.filter((other) => other.group === group && other.isNoise === true);
  return Math.max(0, ...noise.map(({ ratio = 1 }) => Math.abs(ratio - 1)));
}

/** Holds a figure against its bar; `undefined` where it has none. */
export function verdictOf(figure: Figure, figures: readonly Figure[]): Verdict | undefined {
  const { bar, median, ratio = Number.NaN } = figure;
  if (bar === undefined) return undefined;
  const value = bar.of === "ratio" ? ratio : median;
  if (value <= bar.atMost) return "ok";
  return bar.of === "ratio" && value <= bar.atMost + noiseOf(figure, figures) ? "noise" : "MISSED";
}
