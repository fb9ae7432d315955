import { Session } from "@tucuxi/events";
import { LimitQueue } from "./limit-queue.js";
import type { Settings } from "./options.js";

/** All limits, and which of them apply to an operation. */
export class Limits {
  // Nothing is emitted on this emitter. It matches patterns.
  readonly #events = new Session().events;
  readonly #queues: readonly LimitQueue[];
  readonly #matching = new Map<string, readonly LimitQueue[]>();

  constructor(settings: Settings) {
    this.#queues = settings.limits.map((limit) => new LimitQueue(limit, settings));
    for (const { settings: limit } of this.#queues) {
      this.#events.register(`request-created.${limit.pattern}`, () => {}, { uniqueId: limit.pattern });
    }
  }

  /** The limits of an event's operation, the slowest first. After waiting for that one, the others take little time. */
  of(eventName: string): readonly LimitQueue[] {
    const operation = eventName.slice(eventName.indexOf(".") + 1);
    let queues = this.#matching.get(operation);
    if (queues === undefined) {
      const handlers = this.#events.explain(`request-created.${operation}`);
      const patterns = new Set(handlers.map(({ uniqueId }) => uniqueId));
      queues = this.#queues.filter(({ settings }) => patterns.has(settings.pattern));
      this.#matching.set(operation, queues);
    }
    return queues;
  }
}
