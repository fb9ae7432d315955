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

/** What a median is counted in, if it is no plain number. kB and MB are powers of ten. */
export type Unit = "ns" | "µs" | "ms" | "bytes" | "kB" | "MB" | "MB/s" | "";

/** The most that a figure may be. */
export interface Bar {
  readonly of: "ratio" | "median";
  readonly atMost: number;
}

/** `noise`: over the bar, but by no more than the noise. */
export type Verdict = "ok" | "noise" | "MISSED";

/**
 * How far a figure's ratio may be off, as a part of 1: how far the same thing was from itself in the figure's group,
 * or how far the processes that measured the figure are from their middle, whichever is more.
 */
export function noiseOf({ group, ratios = [] }: Figure, figures: readonly Figure[]): number {
  const ofGroup = figures
    .filter((other) => other.group === group && other.isNoise === true)
    .map(({ ratio = 1 }) => Math.abs(ratio - 1));
  const ofProcesses = ratios.length === 0 ? 0 : (Math.max(...ratios) - Math.min(...ratios)) / 2;
  return Math.max(ofProcesses, ...ofGroup);
}

/** Holds a figure against its bar; `undefined` where it has none. */
export function verdictOf(figure: Figure, figures: readonly Figure[]): Verdict | undefined {
  const { bar, median, ratio = Number.NaN } = figure;
  if (bar === undefined) return undefined;
  const value = bar.of === "ratio" ? ratio : median;
  if (value <= bar.atMost) return "ok";
  return bar.of === "ratio" && value <= bar.atMost + noiseOf(figure, figures) ? "noise" : "MISSED";
}
