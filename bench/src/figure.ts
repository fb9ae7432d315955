/** One row of the table. */
export interface Figure {
  readonly what: string;
  /** What it is held against, in the same run. */
  readonly over?: string;
  /** A ratio where it is held against something; else an amount of `unit`. */
  readonly value: number;
  readonly unit?: "ns" | "ms" | "MB" | "bytes";
  /** The most that it may be. */
  readonly atMost?: number;
  /** How far the processes that measured it are from their middle. */
  readonly spread?: number;
}

/** `noise`: over the bar, but by no more than the processes differ. */
export function verdictOf({ value, atMost, spread = 0 }: Figure): "" | "ok" | "noise" | "MISSED" {
  if (atMost === undefined) return "";
  if (value <= atMost) return "ok";
  return value <= atMost + spread ? "noise" : "MISSED";
}

/** The medians of the same figures from several processes. */
export function combined(runs: readonly (readonly Figure[])[]): Figure[] {
  const [first = []] = runs;
  return first.map((figure, row) => {
    const values = runs.flatMap((run) => run[row]?.value ?? []);
    return { ...figure, value: median(values), spread: (Math.max(...values) - Math.min(...values)) / 2 };
  });
}

/** The number in the middle. @throws RangeError for no numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new RangeError("the median of no numbers");
  return (low + high) / 2;
}
