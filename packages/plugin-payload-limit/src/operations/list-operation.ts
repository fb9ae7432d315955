import type { Params } from "@tucuxi/events";
import { listOf, type Members } from "../batch-item.js";
import type { BatchOperation } from "./batch-operation.js";

/** What all operations with one list of items have in common. */
export function listOperation(
  member: string,
  sizeOf: (item: Members) => number,
): Pick<BatchOperation, "counts" | "itemsOf" | "paramsOf"> {
  return {
    counts: "items",
    itemsOf: (params: Params) =>
      listOf(params, member)?.map((input, index) => ({
        index,
        list: member,
        position: index,
        input,
        size: sizeOf(input),
      })),
    paramsOf: (params, items) => ({ ...params, [member]: items.map(({ input }) => input) }),
  };
}
