import { canonicalName, type EventAliases } from "./aliases.js";
import { checkEventName, type Pattern } from "./pattern.js";
import type { Registration } from "./registration.js";

/** What an event runs. */
export interface LookUp {
  /** The event's canonical name. */
  readonly eventName: string;
  readonly registrations: readonly Registration[];
}

/** Look-ups kept: far more than the events of an application, few enough to weigh nothing. */
const MAX_CACHED = 1000;

/** The handlers of events, by the names that they were emitted under: looked up once, and forgotten when they change. */
export class LookUps {
  readonly #cached = new Map<string, LookUp & { readonly segments: readonly string[] }>();
  readonly #aliases: EventAliases;

  constructor(aliases: EventAliases) {
    this.#aliases = aliases;
  }

  /**
   * What an event runs; `search` is asked for what is not known.
   *
   * @throws RegistrationError for a name that is no text.
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

  /** Forgets only what a pattern could change: the look-ups of all other events survive a registration. */
  forget(pattern: Pattern): void {
    for (const [name, { segments }] of this.#cached) if (pattern.matches(segments)) this.#cached.delete(name);
  }

  clear(): void {
    this.#cached.clear();
  }
}
