import type { Params, Parsed } from "@tucuxi/events";
import type { AnsweredPart, BatchOperation } from "../batch-operation.js";
import { dynamodbItemSize } from "../dynamodb-item-size.js";
import { appendTo, concatenatedByName } from "../merge.js";
import type { ItemState } from "../payload-limit-error.js";
import { sameValue } from "../same-value.js";
import { type Item, isItem, listOf, type Unit } from "../unit.js";

/**
 * DynamoDB. "A single call to BatchWriteItem can transmit up to 16MB of data over the network, consisting of up to 25
 * item put or delete operations. While individual items can be up to 400 KB once stored, it's important to note that
 * an item's representation might be greater than 400KB while being sent": so the request's body is what 16 MB
 * (DynamoDB's MB are 1024 KB) limit, and 400 KB the item as DynamoDB counts it.
 *
 * The operations of a batch have no order, and neither have our parts. DynamoDB refuses two operations on one item in
 * one request; in two it takes both, and which one comes last is open.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const batchWriteItem: BatchOperation = {
  limits: { maxItems: 25, maxBytes: 16_777_216, maxItemBytes: 409_600 },
  counts: "body",
  refusal:
    /Too many items requested for the BatchWriteItem call|at 'requestItems\S*' failed to satisfy constraint: .*Member must have length less than or equal/i,
  unitsOf,
  paramsOf,
  merge: (parts) => ({
    ...concatenatedByName(parts, "UnprocessedItems"),
    ...concatenatedByName(parts, "ItemCollectionMetrics"),
    ...consumedCapacity(parts),
  }),
  statesOf,
};

function unitsOf({ RequestItems: tables }: Params): Unit[] | undefined {
  if (!isItem(tables)) return undefined;
  const units: Unit[] = [];
  for (const table of Object.keys(tables)) {
    const requests = listOf(tables, table);
    if (requests === undefined) return undefined;
    requests.forEach((item, at) => {
      const list = `RequestItems[${JSON.stringify(table)}]`;
      units.push({ index: units.length, list, at, group: table, item, size: writtenSize(item) });
    });
  }
  return units;
}

function writtenSize({ PutRequest }: Item): number {
  return isItem(PutRequest) ? dynamodbItemSize(PutRequest["Item"]) : 0;
}

function paramsOf(params: Params, units: readonly Unit[]): Params {
  const tables = new Map<string, Item[]>();
  for (const { group, item } of units) appendTo(tables, String(group), [item]);
  return { ...params, RequestItems: Object.fromEntries(tables) };
}

/**
 * What was not processed comes back as it was sent, not by its position. Where it cannot be told which item it was,
 * none of its table's items is called accepted.
 */
function statesOf({ units, output }: AnsweredPart): ItemState[] {
  const states: ItemState[] = units.map(() => "accepted");
  const { UnprocessedItems: tables } = output;
  if (!isItem(tables)) return states;
  for (const table of Object.keys(tables)) {
    for (const request of listOf(tables, table) ?? []) {
      const at = units.findIndex(
        ({ group, item }, index) =>
          group === table && states[index] === "accepted" && sameValue(item, request),
      );
      if (at >= 0) states[at] = "refused";
      else markUnknown(units, states, table);
    }
  }
  return states;
}

function markUnknown(units: readonly Unit[], states: ItemState[], table: string): void {
  units.forEach(({ group }, index) => {
    if (group === table) states[index] = "unknown";
  });
}

/** One entry for each table, as in one answer: the units of its entries added up, those of its indexes too. */
function consumedCapacity(parts: readonly AnsweredPart[]): Parsed {
  const entries = parts.flatMap(({ output }) => {
    const capacities: unknown = output["ConsumedCapacity"];
    return Array.isArray(capacities) ? capacities.filter(isItem) : [];
  });
  if (entries.length === 0) return {};
  const tables = new Map<unknown, Item>();
  for (const entry of entries) {
    const table = entry["TableName"];
    tables.set(table, addedUp(tables.get(table) ?? {}, entry));
  }
  return { ConsumedCapacity: [...tables.values()] };
}

function addedUp(sum: Item, item: Item): Item {
  const result: Record<string, unknown> = { ...sum };
  for (const [name, value] of Object.entries(item)) {
    const before = result[name];
    if (typeof before === "number" && typeof value === "number") result[name] = before + value;
    else if (isItem(before) && isItem(value)) result[name] = addedUp(before, value);
    else result[name] = value;
  }
  return result;
}
