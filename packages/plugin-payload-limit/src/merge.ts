import type { Parsed } from "@tucuxi/events";
import type { AnsweredPart } from "./batch-operation.js";
import { isItem } from "./unit.js";

/** The members of the first output that has them: those that say the same in every answer. */
export function firstOf(parts: readonly AnsweredPart[], member: string): Parsed {
  const found = parts.find(({ output }) => output[member] !== undefined);
  return found === undefined ? {} : { [member]: found.output[member] };
}

/** The lists of all outputs as one, in the order of the parts; nothing where no output has one. */
export function concatenated(parts: readonly AnsweredPart[], member: string): Parsed {
  const lists = parts.map(({ output }) => output[member]).filter(Array.isArray);
  return lists.length === 0 ? {} : { [member]: lists.flat() };
}

/** The numbers of all outputs added up; nothing where no output has one. */
export function added(parts: readonly AnsweredPart[], member: string): Parsed {
  const numbers = parts.map(({ output }) => output[member]).filter(isNumber);
  return numbers.length === 0 ? {} : { [member]: numbers.reduce((sum, number) => sum + number, 0) };
}

/** The maps from names to lists of all outputs as one; nothing where no output has one. */
export function concatenatedByName(parts: readonly AnsweredPart[], member: string): Parsed {
  const maps = parts.map(({ output }) => output[member]).filter(isItem);
  if (maps.length === 0) return {};
  const merged = new Map<string, unknown[]>();
  for (const map of maps) {
    for (const [name, list] of Object.entries(map)) if (Array.isArray(list)) appendTo(merged, name, list);
  }
  return { [member]: Object.fromEntries(merged) };
}

/** Appends to a name's list. A map, and no object: a table may be called `__proto__`. */
export function appendTo<Value>(lists: Map<string, Value[]>, name: string, values: readonly Value[]): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [...values]);
  else list.push(...values);
}

/**
 * The `$metadata` of a merged answer: that of the first part, with the attempts and delays of all. Each part's own
 * request id is in the events of its call.
 */
export function mergedMetadata(parts: readonly AnsweredPart[]): Parsed {
  const all = parts.map(({ output }) => output["$metadata"]).filter(isItem);
  const total = (member: string): Parsed => {
    const numbers = all.map((metadata) => metadata[member]).filter(isNumber);
    return numbers.length === 0 ? {} : { [member]: numbers.reduce((sum, number) => sum + number, 0) };
  };
  return { ...all[0], ...total("attempts"), ...total("totalRetryDelay") };
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
