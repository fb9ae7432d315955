import type { BatchItem } from "../batch-item.js";
import type { ItemAnswer } from "../operations/batch-operation.js";
import type { ItemState } from "../payload-limit-error.js";

/** For an item that was sent in several pieces, the worst state counts. */
const WORST_FIRST = ["unknown", "refused", "unsent", "accepted"] as const satisfies readonly ItemState[];

/** The state of each item of a call so far. */
export class ItemStates {
  readonly #answers = new Map<BatchItem, ItemAnswer>();
  /** Items of requests that may have reached the service but weren't answered. */
  readonly #inDoubt = new Set<BatchItem>();
  readonly #current: Set<BatchItem>;

  constructor(items: readonly BatchItem[]) {
    this.#current = new Set(items);
  }

  /** The service answered. A later answer replaces an earlier one, unless the service has the item already. */
  answered(item: BatchItem, answer: ItemAnswer): void {
    if (this.#answers.get(item) !== "accepted") this.#answers.set(item, answer);
  }

  /** An attempt to send the items ended without an answer. */
  doubt(items: readonly BatchItem[]): void {
    for (const item of items) this.#inDoubt.add(item);
  }

  /** From now on the item is sent in two pieces. */
  divided(item: BatchItem, pieces: readonly BatchItem[]): void {
    this.#current.delete(item);
    for (const piece of pieces) this.#current.add(piece);
    if (this.#inDoubt.has(item)) this.doubt(pieces);
  }

  /** The positions of the items in each state. */
  byState(): Readonly<Record<ItemState, readonly number[]>> {
    const worst = new Map<number, ItemState>();
    for (const item of this.#current) {
      const both = [this.#stateOf(item), worst.get(item.index) ?? "accepted"];
      worst.set(item.index, WORST_FIRST.find((state) => both.includes(state)) ?? "accepted");
    }
    const lists: Record<ItemState, number[]> = { accepted: [], refused: [], unknown: [], unsent: [] };
    for (const [index, state] of [...worst].sort(([one], [other]) => one - other)) lists[state].push(index);
    return lists;
  }

  #stateOf(item: BatchItem): ItemState {
    const answer = this.#answers.get(item);
    if (answer === "accepted") return "accepted";
    if (answer === "unknown" || this.#inDoubt.has(item)) return "unknown";
    return answer === undefined ? "unsent" : "refused";
  }
}
