import type { Parsed } from "@tucuxi/events";
import { isObject } from "../batch-item.js";
import type { AnsweredPart } from "../operations/batch-operation.js";

/** A member of the first output that has it, for members that are the same in every answer. */
export function firstOf(parts: readonly AnsweredPart[], member: string): Parsed {
  const found = parts.find(({ output }) => output[member] !== undefined);
  return found === undefined ? {} : { [member]: found.output[member] };
}

/** Joins the maps from names to lists of all outputs. `undefined` if no output has one. */
export function concatenatedByName(parts: readonly AnsweredPart[], member: string): Parsed {
  const maps = parts.map(({ output }) => output[member]).filter(isObject);
  if (maps.length === 0) return {};
  const merged = new Map<string, unknown[]>();
  for (const map of maps) {
    for (const [name, list] of Object.entries(map)) if (Array.isArray(list)) appendTo(merged, name, list);
  }
  return { [member]: Object.fromEntries(merged) };
}

/** Appends to a name's list. It's a map and not an object, since a table can be called `__proto__`. */
export function appendTo<Value>(lists: Map<string, Value[]>, name: string, values: readonly Value[]): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [...values]);
  else for (const value of values) list.push(value);
}

/**
 * The `$metadata` of a merged answer: that of the first part, with the attempts and delays of all. The events of each
 * part's call have its own request id.
 */
export function mergedMetadata(parts: readonly AnsweredPart[], pausedMilliseconds: number): Parsed {
  const all = parts.map(({ output }) => output["$metadata"]).filter(isObject);
  const total = (member: string): number =>
    all.reduce((sum, metadata) => sum + (typeof metadata[member] === "number" ? metadata[member] : 0), 0);
  return {
    ...all[0],
    attempts: total("attempts"),
    totalRetryDelay: total("totalRetryDelay") + pausedMilliseconds,
  };
}
