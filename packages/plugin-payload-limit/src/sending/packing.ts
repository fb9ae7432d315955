import { type BatchItem, pathOf } from "../batch-item.js";
import type { BatchOperation, OperationLimits, Problem } from "../operations/batch-operation.js";

/**
 * Packs items into requests within the limits, in order, as many as fit into each.
 *
 * @returns the items of each request.
 */
export function packed(
  operation: BatchOperation,
  items: readonly BatchItem[],
  { maxItems, maxBytes }: OperationLimits,
): BatchItem[][] {
  const parts: BatchItem[][] = [];
  let part: BatchItem[] = [];
  let bytes = 0;
  for (const item of items) {
    const fits =
      part.length < maxItems &&
      (operation.counts === "body" || bytes + item.size <= maxBytes) &&
      (operation.joins?.(part, item) ?? true);
    if (part.length === 0 || !fits) {
      part = [];
      parts.push(part);
      bytes = 0;
    }
    part.push(item);
    bytes += item.size;
  }
  return parts;
}

/** Divides items into this many runs of about the same length, or fewer if there aren't enough items. */
export function evenly(items: readonly BatchItem[], parts: number): BatchItem[][] {
  const count = Math.min(parts, items.length);
  return Array.from({ length: count }, (_, index) =>
    items.slice(Math.floor((index * items.length) / count), Math.floor(((index + 1) * items.length) / count)),
  );
}

/** Why an item can't be sent in any request. */
export function problemOf(
  operation: BatchOperation,
  item: BatchItem,
  { maxItemBytes }: OperationLimits,
): Problem | undefined {
  return item.size > maxItemBytes ? tooLarge(item, item.size, maxItemBytes) : operation.problemOf?.(item);
}

/** The problem of an item that exceeds a limit and can't be divided. */
export function tooLarge(item: BatchItem, size: number, limit: number): Problem {
  const message = `${pathOf(item)} is ${size} bytes long, which is too large to send. The limit is ${limit} bytes`;
  return { code: "ITEM_TOO_LARGE", message, item, excess: { size, limit, unit: "bytes" } };
}

/** The problem of an item that the service refuses for its size although it's alone in its request. */
export function refusedAlone(item: BatchItem, size: number | undefined, limit: number): Problem {
  const measured = size === undefined ? "" : ` (${size} bytes)`;
  const message = `the service refuses ${pathOf(item)}${measured} for its size, even in a request of its own`;
  return { code: "ITEM_TOO_LARGE", message, item, excess: { size, limit, unit: "bytes" } };
}
