const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** The longest period is a day, since a window remembers everything that was sent in it. */
const LONGEST = 24 * MILLISECONDS.h;

/**
 * The milliseconds of `500ms`, `1s`, `s`, `5m` or `h`. `undefined` for anything else, for zero, and for more than a
 * day.
 */
export function parsePeriod(text: string): number | undefined {
  const [, count = "", unit = ""] = /^(\d*)(ms|s|m|h)$/.exec(text) ?? [];
  if (!(unit in MILLISECONDS)) return undefined;
  const period = (count === "" ? 1 : Number(count)) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  return period > 0 && period <= LONGEST ? period : undefined;
}

/** The units and milliseconds of `40/s`, `1/2s` or `1000/5m`. `undefined` for anything else. */
export function parseRate(text: string): { readonly units: number; readonly period: number } | undefined {
  const [, units = "", period = ""] = /^(\d+)\/(\w+)$/.exec(text) ?? [];
  const parsed = parsePeriod(period);
  return Number(units) >= 1 && parsed !== undefined ? { units: Number(units), period: parsed } : undefined;
}
