import type { Params } from "@tucuxi/events";

/** An item of a batch, as its caller wrote it. */
export type Item = Readonly<Record<string, unknown>>;

/** What is sent in one piece: an item, or a range of the values of an item that holds several. */
export interface Unit {
  /** The position of the item among all items of the call. */
  readonly index: number;
  /** The list that the item stands in: `MetricData`, `RequestItems["orders"]`. */
  readonly list: string;
  /** The position of the item in that list. */
  readonly at: number;
  /** What the list belongs to, where there are several: a table's name, an entity's position. */
  readonly group?: string | number;
  /** The range of the item's values that this is, where it is not the whole item. */
  readonly values?: readonly [from: number, to: number];
  readonly item: Item;
  /** The length of the item in bytes, as the service counts it; 0 where it counts the request's body alone. */
  readonly size: number;
}

/** Where a unit stands in the parameters of its call: `MetricData[17]`, `MetricData[17].Values[150..299]`. */
export function pathOf({ list, at, values }: Unit): string {
  const item = `${list}[${at}]`;
  return values === undefined ? item : `${item}.Values[${values[0]}..${values[1] - 1}]`;
}

/** A list of items among parameters; `undefined` where it is none. */
export function listOf(params: Params | Item, member: string): readonly Item[] | undefined {
  const list = params[member];
  return Array.isArray(list) && list.every(isItem) ? list : undefined;
}

/** Whether a value has members. */
export function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null;
}
