import { type Episode, isJsonObject, type Json } from "./episode.js";

const MOST_SHOWN = 8;

/** Describes where two parameters differ: `Key.id.S: "2" here, "1" in the file`. */
function differences(
  here: Json | undefined,
  there: Json | undefined,
  path: string,
  found: string[],
): string[] {
  if (Array.isArray(here) && Array.isArray(there)) {
    const length = Math.max(here.length, there.length);
    for (let index = 0; index < length; index++)
      differences(here[index], there[index], `${path}[${index}]`, found);
  } else if (isJsonObject(here) && isJsonObject(there)) {
    for (const name of new Set([...Object.keys(here), ...Object.keys(there)])) {
      differences(here[name], there[name], path === "" ? name : `${path}.${name}`, found);
    }
  } else if (JSON.stringify(here) !== JSON.stringify(there)) {
    found.push(`${path === "" ? "the parameters" : path}: ${shown(here)} here, ${shown(there)} in the file`);
  }
  return found;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** The episode of the same operation that differs least, and how. `undefined` if there isn't one. */
export function nearest(
  params: Json,
  episodes: readonly Episode[],
): { readonly index: number; readonly text: string } | undefined {
  let best: { index: number; found: string[] } | undefined;
  for (const [index, episode] of episodes.entries()) {
    const found = differences(params, episode.params, "", []);
    if (best === undefined || found.length < best.found.length) best = { index, found };
  }
  if (best === undefined) return undefined;
  const { index, found } = best;
  const more = found.length > MOST_SHOWN ? [`and ${found.length - MOST_SHOWN} more`] : [];
  return { index, text: [...found.slice(0, MOST_SHOWN), ...more].map((line) => `  ${line}`).join("\n") };
}
