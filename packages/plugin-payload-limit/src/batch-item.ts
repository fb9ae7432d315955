import type { Params } from "@tucuxi/events";

/** An object whose members are all that matters: parameters, an entry of a list, an attribute. */
export type Members = Readonly<Record<string, unknown>>;

/**
 * An item of a batch: a metric, a record, a message. It can also be some of the values of a metric that has too many.
 */
export interface BatchItem {
  /** The position of the item among all items of the call. */
  readonly index: number;
  /** The list that the item is in: `MetricData`, `RequestItems["orders"]`. */
  readonly list: string;
  /** The position of the item in that list. */
  readonly position: number;
  /** What the list belongs to, if there are several: a table's name or an entity's position. */
  readonly group?: string | number;
  /** Which of the item's values this is, if it isn't the whole item. */
  readonly valueRange?: readonly [from: number, to: number];
  /** The item as the caller wrote it. */
  readonly input: Members;
  /** The length of the item in bytes, as the service counts it. 0 if the service counts only the request's body. */
  readonly size: number;
}

/** Where an item is in the parameters of its call: `MetricData[17]`, `MetricData[17].Values[150..299]`. */
export function pathOf({ list, position, valueRange }: BatchItem): string {
  const item = `${list}[${position}]`;
  return valueRange === undefined ? item : `${item}.Values[${valueRange[0]}..${valueRange[1] - 1}]`;
}

/** A list of objects among the parameters, or `undefined` if it isn't one. */
export function listOf(params: Params | Members, member: string): readonly Members[] | undefined {
  const list = params[member];
  return Array.isArray(list) && list.every(isObject) ? list : undefined;
}

/** Whether a value has members. */
export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

/** Whether a value is a number of the document client's class `NumberValue`, whose string is its digits. */
export function isNumberValue(value: Members): boolean {
  return typeof value["toAttributeValue"] === "function";
}
