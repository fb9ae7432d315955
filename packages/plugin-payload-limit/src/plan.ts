import type { BatchOperation, OperationLimits, Problem } from "./batch-operation.js";
import { pathOf, type Unit } from "./unit.js";

/**
 * Packs units into requests within the limits: in order, as many as fit into each.
 *
 * @returns the units of each request.
 */
export function planned(
  operation: BatchOperation,
  units: readonly Unit[],
  { maxItems, maxBytes }: OperationLimits,
): Unit[][] {
  const parts: Unit[][] = [];
  let part: Unit[] = [];
  let bytes = 0;
  for (const unit of units) {
    const fits =
      part.length < maxItems &&
      (operation.counts === "body" || bytes + unit.size <= maxBytes) &&
      (operation.joins?.(part, unit) ?? true);
    if (part.length === 0 || !fits) {
      part = [];
      parts.push(part);
      bytes = 0;
    }
    part.push(unit);
    bytes += unit.size;
  }
  return parts;
}

/** Divides units into so many runs of about the same length; fewer where there are not as many units. */
export function evenly(units: readonly Unit[], parts: number): Unit[][] {
  const count = Math.min(parts, units.length);
  return Array.from({ length: count }, (_, index) =>
    units.slice(Math.floor((index * units.length) / count), Math.floor(((index + 1) * units.length) / count)),
  );
}

/** Why a unit cannot be sent in any request. */
export function problemOf(
  operation: BatchOperation,
  unit: Unit,
  limits: OperationLimits,
): Problem | undefined {
  const limit =
    operation.counts === "items" ? Math.min(limits.maxItemBytes, limits.maxBytes) : limits.maxItemBytes;
  return unit.size > limit ? tooLarge(unit, unit.size, limit) : operation.problemOf?.(unit);
}

/** The problem of a unit that is too large, and cannot be divided. */
export function tooLarge(unit: Unit, size: number | undefined, limit: number): Problem {
  const measured = size === undefined ? "" : ` is ${size} bytes long, and`;
  const message = `${pathOf(unit)}${measured} is too large to be sent at all: the limit is ${limit} bytes`;
  return { code: "ITEM_TOO_LARGE", message, unit, excess: { size, limit, unit: "bytes" } };
}
