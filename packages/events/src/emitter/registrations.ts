import type { EventAliases } from "./aliases.js";
import { type Disposer, disposer } from "./disposer.js";
import { type ExplainedHandler, explain } from "./explain.js";
import { observing, once } from "./invocation.js";
import { type LookUp, LookUps } from "./look-ups.js";
import type { Pattern } from "./pattern.js";
import { PatternTrie } from "./pattern-trie.js";
import type { AnyHandler, EmittedEvent, PluginIdentity, Registration } from "./registration.js";
import { UniqueIds } from "./unique-ids.js";

/** How registrations report back to their emitter. */
interface RegistrationsOptions {
  readonly aliases: EventAliases;
  readonly onObserverError: (error: unknown, failed: ExplainedHandler & EmittedEvent) => void;
  /** Called for each registration that was added or removed. */
  readonly onChange: (registration: Registration, change: "added" | "removed") => void;
}

type WantedRegistration = Pick<Registration, "section" | "pattern" | "handler" | "options" | "plugin">;

/** How to take over another emitter's registrations. */
interface TakeOverOptions {
  /** Whether to take over a pattern. */
  readonly adopts: (pattern: Pattern) => boolean;
  /** Whether a match here counts as a match there. */
  readonly tellsMatches: boolean;
}

/** The registrations of an emitter, by pattern, by unique id and in order. Checks nothing. */
export class Registrations {
  #trie = new PatternTrie<Registration>();
  #all = new Set<Registration>();
  readonly #uniqueIds = new UniqueIds();
  readonly #abortListeners = new Map<Registration, () => void>();
  readonly #lookUps: LookUps;
  readonly #options: RegistrationsOptions;

  constructor(options: RegistrationsOptions) {
    this.#options = options;
    this.#lookUps = new LookUps(options.aliases);
  }

  /** All of them, oldest first. */
  list(): Registration[] {
    return [...this.#all];
  }

  /** The registrations that an event runs, in order. */
  lookUp(eventName: string): LookUp {
    return this.#lookUps.find(eventName, this.#search);
  }

  // Made once, so an emission doesn't create a function.
  readonly #search = (eventName: string): readonly Registration[] => this.#trie.search(eventName);

  /** Adds a registration, or one more count of its unique id. Returns a function that takes it back. */
  add(wanted: WantedRegistration): Disposer {
    const { section, pattern, options } = wanted;
    if (options.signal?.aborted) return disposer(() => false);
    const { uniqueId } = options;
    const counted = options.uniqueIdUsesCount === true;
    const existing = uniqueId === undefined ? undefined : this.#uniqueIds.find(uniqueId, counted);
    if (uniqueId !== undefined && existing !== undefined) {
      if (!counted) return disposer(() => false);
      this.#uniqueIds.count(uniqueId);
      return this.#disposerOf(existing);
    }
    const registration = this.#create(wanted);
    this.#trie.add(pattern, registration, section);
    this.#all.add(registration);
    if (uniqueId !== undefined) this.#uniqueIds.add(uniqueId, registration, counted);
    this.#lookUps.forget(pattern);
    this.#options.onChange(registration, "added");
    return this.#disposerOf(registration);
  }

  /** Removes the first registration of a handler from a pattern. Returns whether there was one. */
  removeHandler(pattern: string, handler: AnyHandler): boolean {
    const registration = this.#trie.find(pattern, (candidate) => candidate.handler === handler);
    return registration !== undefined && this.#remove(registration);
  }

  /** Takes back one count of a unique id, or its registration. Returns whether there was one. */
  releaseId(pattern: string, uniqueId: string | symbol, counted: boolean): boolean {
    const found = this.#uniqueIds.find(uniqueId, counted);
    if (found === undefined) return false;
    // As in botocore, any pattern counts up or down, but only the handler's own pattern removes it.
    return (found.pattern.text === pattern || !this.#uniqueIds.isLast(found)) && this.#release(found);
  }

  /** Removes the registrations of some plugins, whatever their counts are. */
  removeOf(isOf: (plugin: PluginIdentity | undefined) => boolean): void {
    for (const registration of this.list()) if (isOf(registration.plugin)) this.#remove(registration);
  }

  /** Fills this empty one with copies of another's registrations. */
  takeOver(other: Registrations, { adopts, tellsMatches }: TakeOverOptions): void {
    const copies = new Map<Registration, Registration>();
    this.#trie = other.#trie.map((old) => {
      if (!adopts(old.pattern)) return undefined;
      const copy = this.#create(old, tellsMatches ? old : undefined);
      copies.set(old, copy);
      return copy;
    });
    this.#all = new Set(other.list().flatMap((old) => copies.get(old) ?? []));
    this.#uniqueIds.adopt(other.#uniqueIds, copies);
    this.#lookUps.clear();
    for (const registration of this.#all) this.#options.onChange(registration, "added");
  }

  /** Stops listening to the registrations' signals, since a long-lived signal would keep them in memory. */
  ignoreSignals(): void {
    for (const stopListening of this.#abortListeners.values()) stopListening();
    this.#abortListeners.clear();
  }

  #create(
    { section, pattern, handler, options, plugin }: WantedRegistration,
    origin?: Registration,
  ): Registration {
    let invoke = handler as Registration["invoke"];
    if (plugin?.observer === true) {
      invoke = observing(invoke, (error, event) =>
        this.#options.onObserverError(error, { ...explain(registration), ...event }),
      );
    }
    if (options.once === true) invoke = once(invoke, () => this.#remove(registration));
    const registration: Registration = {
      pattern,
      section,
      handler,
      invoke,
      options,
      plugin,
      matched: false,
      origin,
    };
    const { signal } = options;
    if (signal !== undefined) {
      const remove = (): void => void this.#remove(registration);
      signal.addEventListener("abort", remove);
      this.#abortListeners.set(registration, () => signal.removeEventListener("abort", remove));
    }
    return registration;
  }

  /** Returns a function that takes back a registration, or one count of it. */
  #disposerOf(registration: Registration): Disposer {
    let taken = false;
    return disposer(() => {
      if (taken || !this.#all.has(registration)) return false;
      taken = true;
      return this.#release(registration);
    });
  }

  #release(registration: Registration): true {
    if (this.#uniqueIds.release(registration)) this.#remove(registration);
    return true;
  }

  #remove(registration: Registration): boolean {
    if (!this.#all.delete(registration)) return false;
    this.#abortListeners.get(registration)?.();
    this.#abortListeners.delete(registration);
    this.#trie.remove(registration.pattern.text, registration);
    this.#uniqueIds.delete(registration);
    this.#lookUps.forget(registration.pattern);
    this.#options.onChange(registration, "removed");
    return true;
  }
}
