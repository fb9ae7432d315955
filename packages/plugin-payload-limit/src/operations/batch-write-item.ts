import type { Params } from "@tucuxi/events";
import { appendTo, concatenatedByName } from "../answers/merge.js";
import { consumedCapacity, unprocessedByTable } from "../answers/unprocessed.js";
import { type BatchItem, isObject, listOf, type Members } from "../batch-item.js";
import { dynamodbItemSize } from "../sizes/dynamodb-item-size.js";
import type { BatchOperation } from "./batch-operation.js";

const unprocessed = unprocessedByTable("UnprocessedItems", (table) =>
  Array.isArray(table) ? table.filter(isObject) : undefined,
);

/**
 * DynamoDB. "A single call to BatchWriteItem can transmit up to 16MB of data over the network, consisting of up to 25
 * item put or delete operations. While individual items can be up to 400 KB once stored, it's important to note that an
 * item's representation might be greater than 400KB while being sent". So 16 MB (DynamoDB's MB are 1024 KB) is the
 * limit of the request's body, and 400 KB that of the item as DynamoDB counts it.
 *
 * The operations of a batch have no order, so the parts have none either. DynamoDB refuses a request with two
 * operations on one item. In two requests it accepts both, and either can come last.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const batchWriteItem: BatchOperation = {
  limits: { maxItems: 25, maxBytes: 16_777_216, maxItemBytes: 409_600 },
  counts: "body",
  refusal:
    /Too many items requested for the BatchWriteItem call|at 'requestItems\S*' failed to satisfy constraint: .*Member must have length less than or equal/i,
  itemsOf,
  paramsOf,
  answersOf: unprocessed.answersOf,
  merge(parts) {
    const leftOver = unprocessed.leftOver(parts);
    return {
      ...(leftOver !== undefined && { UnprocessedItems: Object.fromEntries(leftOver) }),
      ...concatenatedByName(parts, "ItemCollectionMetrics"),
      ...consumedCapacity(parts),
    };
  },
};

function itemsOf({ RequestItems: tables }: Params): BatchItem[] | undefined {
  if (!isObject(tables)) return undefined;
  const items: BatchItem[] = [];
  for (const table of Object.keys(tables)) {
    const requests = listOf(tables, table);
    if (requests === undefined) return undefined;
    const list = `RequestItems[${JSON.stringify(table)}]`;
    requests.forEach((input, position) => {
      items.push({ index: items.length, list, position, group: table, input, size: writtenSize(input) });
    });
  }
  return items;
}

function writtenSize({ PutRequest }: Members): number {
  return isObject(PutRequest) ? dynamodbItemSize(PutRequest["Item"]) : 0;
}

function paramsOf(params: Params, items: readonly BatchItem[]): Params {
  const tables = new Map<string, Members[]>();
  for (const { group, input } of items) appendTo(tables, String(group), [input]);
  return { ...params, RequestItems: Object.fromEntries(tables) };
}
