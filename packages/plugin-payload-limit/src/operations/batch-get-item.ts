import type { Params } from "@tucuxi/events";
import { appendTo, concatenatedByName } from "../answers/merge.js";
import { consumedCapacity, unprocessedByTable } from "../answers/unprocessed.js";
import { type BatchItem, isObject, listOf, type Members } from "../batch-item.js";
import { dynamodbItemSize } from "../sizes/dynamodb-item-size.js";
import type { BatchOperation } from "./batch-operation.js";

const unprocessed = unprocessedByTable("UnprocessedKeys", (table) =>
  isObject(table) ? listOf(table, "Keys") : undefined,
);

/**
 * DynamoDB. "A single operation can retrieve up to 16 MB of data, which can contain as many as 100 items". What exceeds
 * 16 MB comes back in `UnprocessedKeys`, since only the service knows how long the items are. A key has at most 2048
 * bytes for its partition and 1024 for its sort key, so 100 keys always fit into a request. The items of an answer have
 * no order.
 *
 * DynamoDB refuses a request that contains the same key twice. In two requests it accepts both.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export const batchGetItem: BatchOperation = {
  limits: { maxItems: 100, maxBytes: 16_777_216, maxItemBytes: 409_600 },
  counts: "items",
  refusal:
    /Too many items requested for the BatchGetItem call|at 'requestItems\S*' failed to satisfy constraint: .*Member must have length less than or equal/i,
  itemsOf,
  paramsOf,
  answersOf: unprocessed.answersOf,
  merge(parts) {
    const leftOver = unprocessed.leftOver(parts);
    return {
      ...concatenatedByName(parts, "Responses"),
      ...(leftOver !== undefined && { UnprocessedKeys: withTheirTables(leftOver, parts) }),
      ...consumedCapacity(parts),
    };
  },
};

function itemsOf({ RequestItems: tables }: Params): BatchItem[] | undefined {
  if (!isObject(tables)) return undefined;
  const items: BatchItem[] = [];
  for (const table of Object.keys(tables)) {
    const request = tables[table];
    const keys = isObject(request) ? listOf(request, "Keys") : undefined;
    if (keys === undefined) return undefined;
    const list = `RequestItems[${JSON.stringify(table)}].Keys`;
    keys.forEach((input, position) => {
      const size = dynamodbItemSize(input);
      items.push({ index: items.length, list, position, group: table, input, size });
    });
  }
  return items;
}

function paramsOf(params: Params, items: readonly BatchItem[]): Params {
  const { RequestItems } = params;
  const tables = new Map<string, Members[]>();
  for (const { group, input } of items) appendTo(tables, String(group), [input]);
  return { ...params, RequestItems: withKeys(tables, (table) => memberOf(RequestItems, table)) };
}

/** Keys with what else the answers contain for their tables. Projections and the like come back with them. */
function withTheirTables(
  leftOver: ReadonlyMap<string, Members[]>,
  parts: readonly { readonly output: Params }[],
): Members {
  const told = new Map<string, unknown>();
  for (const { output } of parts) {
    const tables = output["UnprocessedKeys"];
    if (isObject(tables)) for (const table of Object.keys(tables)) told.set(table, tables[table]);
  }
  return withKeys(leftOver, (table) => told.get(table));
}

function withKeys(tables: ReadonlyMap<string, Members[]>, rest: (table: string) => unknown): Members {
  return Object.fromEntries(
    [...tables].map(([table, Keys]) => {
      const others = rest(table);
      return [table, { ...(isObject(others) && others), Keys }];
    }),
  );
}

function memberOf(object: unknown, name: string): unknown {
  return isObject(object) ? object[name] : undefined;
}
