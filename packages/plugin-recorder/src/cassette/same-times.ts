import { isJsonObject, type Json } from "./episode.js";

/** The most seconds by which two recordings of the same time differ: a recording takes a while. */
const TOLERANCE = 60;

/** What was recorded now, with the times of an earlier recording where they are as good: a diff then shows what is new. */
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
