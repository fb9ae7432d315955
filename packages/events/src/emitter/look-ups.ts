import { canonicalName, type EventAliases } from "./aliases.js";
import { checkEventName, type Pattern } from "./pattern.js";
import type { Registration } from "./registration.js";

/** The handlers of an event. */
export interface LookUp {
  /** The event's canonical name. */
  readonly eventName: string;
  readonly registrations: readonly Registration[];
}

/** Far more than the events of an application, and still small. */
const MAX_CACHED = 1000;

/** Caches the handlers of each event name until they change. */
export class LookUps {
  readonly #cached = new Map<string, LookUp & { readonly segments: readonly string[] }>();
  readonly #aliases: EventAliases;

  constructor(aliases: EventAliases) {
    this.#aliases = aliases;
  }

  /**
   * The handlers of an event. Calls `search` if they aren't cached.
   *
   * @throws RegistrationError for a name that isn't a string.
   */
  find(name: string, search: (eventName: string) => readonly Registration[]): LookUp {
    const cached = this.#cached.get(name);
    if (cached !== undefined) return cached;
    checkEventName(name);
    const eventName = canonicalName(name, this.#aliases);
    const lookUp = { eventName, segments: eventName.split("."), registrations: search(eventName) };
    if (this.#cached.size >= MAX_CACHED) {
      const [oldest] = this.#cached.keys();
      if (oldest !== undefined) this.#cached.delete(oldest);
    }
    this.#cached.set(name, lookUp);
    return lookUp;
  }

  /** Forgets the events that a pattern matches. All others stay cached. */
  forget(pattern: Pattern): void {
    for (const [name, { segments }] of this.#cached) if (pattern.matches(segments)) this.#cached.delete(name);
  }

  clear(): void {
    this.#cached.clear();
  }
}
