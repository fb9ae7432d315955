import type { CallReport } from "./payload-limit-error.js";

const MAX_RANGES = 3;

/** What went wrong, and the state of each item. */
export function describeFailure(error: unknown, report: CallReport): string {
  const failed = report.parts.filter((part) => part.error !== undefined).length;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${failed} of ${report.parts.length} parts failed (${reason}). ${describeItems(report)}`;
}

/** `Items, counted from 0: accepted 0-999; refused 1000-1499`. */
export function describeItems({ accepted, refused, unknown, unsent }: CallReport): string {
  const told = Object.entries({ accepted, refused, unknown, "not sent": unsent })
    .filter(([, items]) => items.length > 0)
    .map(([state, items]) => `${state} ${rangesOf(items)}`);
  return `Items, counted from 0: ${told.join("; ")}`;
}

/** Positions in ascending order as `0-999, 1500-1749`. Shows only the first few of many. */
function rangesOf(items: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const item of items) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === item - 1) last[1] = item;
    else ranges.push([item, item]);
  }
  const shown = ranges.slice(0, MAX_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  if (ranges.length > MAX_RANGES) shown.push(`and more, ${items.length} in all`);
  return shown.join(", ");
}
