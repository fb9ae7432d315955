import type { Parsed } from "@tucuxi/events";
import { type BatchItem, isObject, type Members } from "../batch-item.js";
import type { AnsweredPart, BatchOperation, ItemAnswer } from "../operations/batch-operation.js";
import { appendTo } from "./merge.js";
import { valueKey } from "./value-key.js";

/** An item that came back from a table. It's as it was sent, but has no position. */
interface Returned {
  readonly table: string;
  readonly input: Members;
  /** Which item it is, or `undefined` if it equals none that was sent. */
  readonly item: BatchItem | undefined;
}

/**
 * For DynamoDB, which returns what it didn't process: `UnprocessedItems`, `UnprocessedKeys`.
 *
 * @param member The name of that member.
 * @param listOfTable The unprocessed list in the table's value.
 */
export function unprocessedByTable(
  member: string,
  listOfTable: (value: unknown) => readonly Members[] | undefined,
): {
  answersOf: NonNullable<BatchOperation["answersOf"]>;
  leftOver(parts: readonly AnsweredPart[]): ReadonlyMap<string, Members[]> | undefined;
} {
  function returnedOf({ items, output }: AnsweredPart): Returned[] {
    const tables = output[member];
    if (!isObject(tables) || Object.keys(tables).length === 0) return [];
    const sent = new Map<string, BatchItem[]>();
    for (const item of items) appendTo(sent, keyOf(String(item.group), item.input), [item]);
    return Object.keys(tables).flatMap((table) =>
      (listOfTable(tables[table]) ?? []).map((input) => ({
        table,
        input,
        item: sent.get(keyOf(table, input))?.shift(),
      })),
    );
  }

  return {
    answersOf(part) {
      const returned = returnedOf(part);
      const items = new Set(returned.map(({ item }) => item));
      // If it isn't clear which item came back, none of its table counts as accepted.
      const unclear = new Set(returned.flatMap(({ table, item }) => (item === undefined ? [table] : [])));
      return part.items.map((item): ItemAnswer => {
        if (items.has(item)) return "returned";
        return unclear.has(String(item.group)) ? "unknown" : "accepted";
      });
    },
    leftOver(parts) {
      if (!parts.some(({ output }) => isObject(output[member]))) return undefined;
      const byIndex = new Map<number, Returned>();
      const unclear: Returned[] = [];
      for (const part of parts) {
        for (const { index } of part.items) byIndex.delete(index);
        for (const returned of returnedOf(part)) {
          if (returned.item === undefined) unclear.push(returned);
          else byIndex.set(returned.item.index, returned);
        }
      }
      const inOrder = [...byIndex].sort(([one], [other]) => one - other).map(([, returned]) => returned);
      const tables = new Map<string, Members[]>();
      for (const { table, input } of [...inOrder, ...unclear]) appendTo(tables, table, [input]);
      return tables;
    },
  };
}

function keyOf(table: string, input: Members): string {
  return `${JSON.stringify(table)}:${valueKey(input)}`;
}

/** One entry for each table, as in one answer. Adds up the units of the table's entries and of their indexes. */
export function consumedCapacity(parts: readonly AnsweredPart[]): Parsed {
  const entries = parts.flatMap(({ output }) => {
    const capacities: unknown = output["ConsumedCapacity"];
    return Array.isArray(capacities) ? capacities.filter(isObject) : [];
  });
  if (entries.length === 0) return {};
  const tables = new Map<unknown, Members>();
  for (const entry of entries) {
    const table = entry["TableName"];
    tables.set(table, addedUp(tables.get(table) ?? {}, entry));
  }
  return { ConsumedCapacity: [...tables.values()] };
}

function addedUp(sum: Members, item: Members): Members {
  const result: Record<string, unknown> = { ...sum };
  for (const [name, value] of Object.entries(item)) {
    const before = result[name];
    if (typeof before === "number" && typeof value === "number") result[name] = before + value;
    else if (isObject(before) && isObject(value)) result[name] = addedUp(before, value);
    else result[name] = value;
  }
  return result;
}
