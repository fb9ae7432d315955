/** One row of the table. */
export interface Figure {
  readonly what: string;
  /** The baseline from the same run. */
  readonly over?: string;
  /** A ratio if there is a baseline, otherwise an amount of `unit`. */
  readonly value: number;
  readonly unit?: "ns" | "ms" | "MB" | "bytes";
  /** The bar: the highest value that passes. */
  readonly atMost?: number;
  /** How far the results of the processes are from their median. */
  readonly spread?: number;
}

/** `noise` means over the bar, but by no more than the processes differ. */
export function verdictOf({ value, atMost, spread = 0 }: Figure): "" | "ok" | "noise" | "MISSED" {
  if (atMost === undefined) return "";
  if (value <= atMost) return "ok";
  return value <= atMost + spread ? "noise" : "MISSED";
}

/** Combines the same figures from several processes into their medians. */
export function combined(runs: readonly (readonly Figure[])[]): Figure[] {
  const [first = []] = runs;
  return first.map((figure, row) => {
    const values = runs.flatMap((run) => run[row]?.value ?? []);
    return { ...figure, value: median(values), spread: (Math.max(...values) - Math.min(...values)) / 2 };
  });
}

/** @throws RangeError if there are no numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new RangeError("no numbers to take a median of");
  return (low + high) / 2;
}
