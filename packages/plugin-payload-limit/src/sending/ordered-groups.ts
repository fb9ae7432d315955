import type { BatchItem } from "../batch-item.js";
import type { BatchOperation, ItemAnswer } from "../operations/batch-operation.js";
import { Part } from "./part.js";

/**
 * The message groups of a call to a FIFO queue or topic. When a message of a group has failed, no later one is sent.
 */
export class OrderedGroups {
  readonly #keyOf: (item: BatchItem) => unknown;
  /** The position of the item where a group stopped. */
  readonly #stoppedAt = new Map<unknown, number>();
  /** The items that weren't sent because an earlier one failed. */
  readonly withheld: BatchItem[] = [];

  constructor({ orderKeyOf = () => undefined }: BatchOperation) {
    this.#keyOf = orderKeyOf;
  }

  /** Stops the groups of items that failed. */
  stop(items: readonly BatchItem[]): void {
    for (const item of items) {
      const key = this.#keyOf(item);
      this.#stoppedAt.set(key, Math.min(item.index, this.#stoppedAt.get(key) ?? item.index));
    }
  }

  /** Whether an item comes after the one where its group stopped. */
  #isStopped(item: BatchItem): boolean {
    return item.index > (this.#stoppedAt.get(this.#keyOf(item)) ?? item.index);
  }

  /** A request without the items of stopped groups, or `undefined` if there are no others. */
  withoutStopped(part: Part): Part | undefined {
    const ready: BatchItem[] = [];
    for (const item of part.items) (this.#isStopped(item) ? this.withheld : ready).push(item);
    if (ready.length === part.items.length) return part;
    return ready.length === 0 ? undefined : new Part(ready, part.round);
  }

  /**
   * Which items of an answered request to send again: those that the service returned, as long as they still arrive in
   * order. A group stops where an item failed for good, or where the service accepted an item but not the one before
   * it.
   */
  toSendAgain({ items }: Part, answers: readonly ItemAnswer[]): BatchItem[] {
    const lastAccepted = new Map<unknown, number>();
    items.forEach((item, at) => {
      if (answers[at] === "accepted") lastAccepted.set(this.#keyOf(item), at);
    });
    const again: BatchItem[] = [];
    items.forEach((item, at) => {
      if (answers[at] === "accepted" || this.#isStopped(item)) return;
      const isOvertaken = (lastAccepted.get(this.#keyOf(item)) ?? -1) > at;
      if (answers[at] === "returned" && !isOvertaken) again.push(item);
      else this.stop([item]);
    });
    return again;
  }
}
