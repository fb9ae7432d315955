import type { AnsweredPart, Problem } from "./batch-operation.js";
import type { ItemState } from "./payload-limit-error.js";
import { isItem, pathOf, type Unit } from "./unit.js";

/** The states of items whose results stand in a list in the order of the request, with an `ErrorCode` for a failed one. */
export function statesByPosition({ units, output }: AnsweredPart, member: string): ItemState[] {
  const results: unknown = output[member];
  return units.map((_, index) => {
    const result: unknown = Array.isArray(results) ? results[index] : undefined;
    return isItem(result) && typeof result["ErrorCode"] === "string" ? "refused" : "accepted";
  });
}

/** The states of entries that the answer calls by their `Id`. */
export function statesById({ units, output }: AnsweredPart): ItemState[] {
  const failed = new Set<unknown>();
  if (Array.isArray(output["Failed"])) {
    for (const result of output["Failed"]) if (isItem(result)) failed.add(result["Id"]);
  }
  return units.map(({ item }) => (failed.has(item["Id"]) ? "refused" : "accepted"));
}

/** The second of two entries with one `Id`: the service refuses them in one request, but would not in two. */
export function repeatedId(units: readonly Unit[]): Problem | undefined {
  const seen = new Set<unknown>();
  for (const unit of units) {
    const { Id } = unit.item;
    if (seen.has(Id)) {
      const message = `${pathOf(unit)} has the Id ${JSON.stringify(Id)}, as an entry before it: give each entry an Id of its own, by which the answer calls it`;
      return { code: "REPEATED_ID", message, unit };
    }
    seen.add(Id);
  }
  return undefined;
}
