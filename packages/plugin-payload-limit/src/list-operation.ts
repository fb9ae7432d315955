import type { Params } from "@tucuxi/events";
import type { BatchOperation } from "./batch-operation.js";
import { type Item, listOf } from "./unit.js";

/** The half of a {@link BatchOperation} that is the same for all whose items stand in one list. */
export function listOperation(
  member: string,
  sizeOf: (item: Item) => number,
): Pick<BatchOperation, "counts" | "unitsOf" | "paramsOf"> {
  return {
    counts: "items",
    unitsOf: (params: Params) =>
      listOf(params, member)?.map((item, index) => ({
        index,
        list: member,
        at: index,
        item,
        size: sizeOf(item),
      })),
    paramsOf: (params, units) => ({ ...params, [member]: units.map(({ item }) => item) }),
  };
}
