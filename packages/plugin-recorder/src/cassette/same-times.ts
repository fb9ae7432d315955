import { isJsonObject, type Json } from "./episode.js";

/** How many seconds two recordings of the same time can differ, since a recording takes a while. */
const TOLERANCE = 60;

/**
 * A new recording with the times of an earlier one where they are equivalent, so that a diff shows only what is new.
 */
export function withEarlierTimes(now: Json, earlier: Json | undefined): Json {
  if (earlier === undefined || typeof now !== "object" || now === null) return now;
  if (Array.isArray(now)) {
    return now.map((item: Json, index) =>
      withEarlierTimes(item, Array.isArray(earlier) ? (earlier[index] as Json | undefined) : undefined),
    );
  }
  if (!isJsonObject(now) || !isJsonObject(earlier)) return now;
  for (const name of ["$time", "$millis"]) {
    if (isClose(now[name], earlier[name])) return earlier;
  }
  return Object.fromEntries(
    Object.entries(now).map(([name, member]) => [name, withEarlierTimes(member, earlier[name])]),
  );
}

function isClose(now: Json | undefined, earlier: Json | undefined): boolean {
  const [a, b] = [now, earlier].map((time) => Number(/^([+-]\d+)s$/.exec(String(time))?.[1]));
  return Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)) <= TOLERANCE;
}
