import { describe, RegistrationError } from "../errors.js";
import { canonicalName, type EventAliases } from "./aliases.js";
import type { EmittedPayload } from "./custom-events.js";
import { type Disposer, disposer } from "./disposer.js";
import { collectResponses, type HandlerResult, runHandlers } from "./emission.js";
import { type ExplainedHandler, explain } from "./explain.js";
import { aBoolean, aFunction, anObject, checkOptions, type OptionCheck } from "./options.js";
import { compilePattern, type Pattern } from "./pattern.js";
import type { Section } from "./pattern-trie.js";
import type { Plugin } from "./plugin.js";
import { InstalledPlugins } from "./plugins.js";
import type { EmitterPolicy } from "./policy.js";
import type { AnyHandler, EmittedEvent, RegisterOptions, Registration } from "./registration.js";
import { Registrations } from "./registrations.js";

/** Options of an {@link Emitter}. */
export interface EmitterOptions {
  /** Older parts of event names, translated in patterns and in emitted names. botocore's `EventAliaser`. @default none */
  readonly aliases?: EventAliases;
  /** Called with what an observer's handler throws: observers never fail an emission. @default `console.error` */
  readonly onObserverError?: (error: unknown, failed: ExplainedHandler & EmittedEvent) => void;
}

/** How `unregister` finds a handler by its id. */
export type UniqueIdOptions = Pick<RegisterOptions, "uniqueIdUsesCount"> & {
  readonly uniqueId: string | symbol;
};

const NO_RESULTS: readonly HandlerResult[] = Object.freeze([]);

const aUniqueId: OptionCheck = [
  "a string or a symbol",
  (value) => typeof value === "string" || typeof value === "symbol",
];
const REGISTER_OPTIONS = {
  uniqueId: aUniqueId,
  uniqueIdUsesCount: aBoolean,
  once: aBoolean,
  signal: ["an AbortSignal", (value) => value instanceof AbortSignal],
} as const satisfies Record<keyof RegisterOptions, OptionCheck>;

/**
 * Runs the handlers whose patterns match an event, one after another, in a fixed order. It's botocore's
 * `HierarchicalEmitter` with its `EventAliaser`, and has nothing to do with AWS.
 *
 * A pattern matches an event with the same name, and every event whose name starts with it and a dot. The segment `*`
 * matches any one segment. A segment can also be a glob.
 *
 * The order is depth first. At each segment, patterns with a glob run first, then `*`, then the literal name. A longer
 * pattern runs before its own prefix. For `a.b` the order is `*.b`, `*`, `a.{b,c}`, `a.*`, `a.b`, `a`, so `*` alone runs
 * before `a.b`.
 *
 * @example
 * ```ts
 * const emitter = new Emitter();
 * const off = emitter.register("order.placed", ({ total }) => `thanks for ${total}`);
 * emitter.emit("order.placed.books", { total: 12 });
 * off();
 * ```
 */
export class Emitter {
  readonly #registrations: Registrations;
  readonly #plugins: InstalledPlugins;
  readonly #aliases: EventAliases;
  readonly #onObserverError: NonNullable<EmitterOptions["onObserverError"]>;
  readonly #policy: EmitterPolicy;

  /** @param policy What an emitter of known events refuses and is told. */
  constructor(options: EmitterOptions = {}, policy: EmitterPolicy = {}) {
    checkOptions("new Emitter()", options, { aliases: anObject, onObserverError: aFunction });
    this.#policy = policy;
    this.#aliases = options.aliases ?? {};
    this.#onObserverError =
      options.onObserverError ??
      ((error, { eventName, pattern }) =>
        console.error(`The observer of "${pattern}" failed in ${eventName}:`, error));
    this.#registrations = new Registrations({
      aliases: this.#aliases,
      onObserverError: this.#onObserverError,
      onChange: (registration, change) => this.#policy.changed?.(registration, change),
    });
    this.#plugins = new InstalledPlugins(this.#registrations);
  }

  /**
   * Registers a handler for the events that a pattern matches. It runs after the handlers registered earlier for the
   * same pattern. botocore's `register`.
   *
   * @returns a function that removes the handler.
   * @throws RegistrationError for an empty pattern or segment, an invalid glob, a handler that isn't a function, an
   * unknown option, or a `uniqueId` used both with and without a count.
   */
  register(pattern: string, handler: AnyHandler, options?: RegisterOptions): Disposer {
    return this.#register("middle", pattern, handler, options);
  }

  /** Registers a handler that runs before the others of the same pattern. botocore's `register_first`. */
  registerFirst(pattern: string, handler: AnyHandler, options?: RegisterOptions): Disposer {
    return this.#register("first", pattern, handler, options);
  }

  /** Registers a handler that runs after the others of the same pattern. botocore's `register_last`. */
  registerLast(pattern: string, handler: AnyHandler, options?: RegisterOptions): Disposer {
    return this.#register("last", pattern, handler, options);
  }

  /**
   * Removes a handler from a pattern: its first registration, or the one with a `uniqueId`. With `uniqueIdUsesCount` it
   * takes back one count. botocore's `unregister`, which returns nothing.
   *
   * @returns whether it removed anything.
   * @throws RegistrationError for a pattern that a plugin's `register` refuses, and for a `uniqueId` that was registered
   * with a count but is removed without one, or the reverse.
   */
  unregister(pattern: string, by: AnyHandler | UniqueIdOptions): boolean {
    // A session or a plugin can have registered for other services than the client's.
    const canonical = this.#checked(pattern, true);
    if (typeof by !== "function") {
      checkOptions(`unregister("${pattern}")`, by ?? {}, {
        uniqueId: aUniqueId,
        uniqueIdUsesCount: aBoolean,
      });
      if (by?.uniqueId === undefined) {
        throw new RegistrationError(
          "INVALID_HANDLER",
          `unregister("${pattern}") needs the handler, or { uniqueId }`,
        );
      }
      return this.#registrations.releaseId(canonical.text, by.uniqueId, by.uniqueIdUsesCount === true);
    }
    return this.#registrations.removeHandler(canonical.text, by);
  }

  /**
   * Runs every handler that matches, in order. Each one finishes before the next starts. If a handler throws, the rest
   * don't run and the error is thrown. botocore's `emit`.
   *
   * @param payload What handlers get besides `eventName`. `CustomEvents` gives its type.
   * @returns the handlers' responses, or a promise of them if a handler returned a promise. You can `await` either.
   */
  emit<const Name extends string>(
    eventName: Name,
    ...payload: EmittedPayload<Name>
  ): readonly HandlerResult[] | Promise<readonly HandlerResult[]>;
  emit(
    eventName: string,
    payload: object = {},
  ): readonly HandlerResult[] | Promise<readonly HandlerResult[]> {
    const { eventName: canonical, registrations } = this.#registrations.lookUp(eventName);
    return registrations.length === 0
      ? NO_RESULTS
      : collectResponses(registrations, named(canonical, payload));
  }

  /**
   * Like `emit`, but stops at the first response that is neither `undefined` nor `null` and returns it. botocore's
   * `emit_until_response`.
   */
  emitUntilResponse<const Name extends string>(
    eventName: Name,
    ...payload: EmittedPayload<Name>
  ): HandlerResult | undefined | Promise<HandlerResult | undefined>;
  emitUntilResponse(
    eventName: string,
    payload: object = {},
  ): HandlerResult | undefined | Promise<HandlerResult | undefined> {
    const { eventName: canonical, registrations } = this.#registrations.lookUp(eventName);
    let result: HandlerResult | undefined;
    const running = runHandlers(registrations, named(canonical, payload), (response, { handler }) => {
      if (response === undefined || response === null) return false;
      result = { handler, response };
      return true;
    });
    return running === undefined ? result : running.then(() => result);
  }

  /**
   * Installs plugins by running the `register` of each. Installing the same name again changes nothing.
   *
   * @returns a function that removes everything the plugins registered.
   * @throws RegistrationError `INVALID_PLUGIN` for a value that isn't a plugin. If a `register` throws, everything that
   * this call registered is removed and the error is thrown.
   */
  use(...plugins: readonly (Plugin<this> | readonly Plugin<this>[])[]): Disposer {
    const uninstalls: Disposer[] = [];
    const added: Disposer[] = [];
    const all: readonly Plugin<this>[] = plugins.flatMap((each) => (isList(each) ? each : [each]));
    try {
      for (const plugin of all) {
        const isNew = !this.#plugins.has(plugin);
        const uninstall = this.#plugins.install(plugin, this);
        uninstalls.push(uninstall);
        if (isNew) added.push(uninstall);
      }
    } catch (error) {
      for (const uninstall of added) uninstall();
      throw error;
    }
    const [only] = uninstalls;
    return only !== undefined && uninstalls.length === 1
      ? only
      : disposer(() => uninstalls.map((uninstall) => uninstall()).includes(true));
  }

  /**
   * Declares event types that a plugin or you emit here. An emitter without a client accepts every type anyway. It has
   * this method because a plugin can be installed on either.
   *
   * @throws RegistrationError for an empty type, or one with a dot.
   */
  declareEvents(...types: string[]): void {
    for (const type of types) {
      compilePattern(type);
      if (type.includes(".")) {
        throw new RegistrationError(
          "INVALID_OPTION",
          `declareEvents takes event types, the first segment of a name, but ${describe(type)} has a dot`,
        );
      }
    }
  }

  /** Returns this emitter. On a client's emitter it changes the service; plugins can be installed on either. */
  for<_Service>(): Emitter {
    return this;
  }

  /**
   * A separate emitter with the same handlers, ids and plugins. botocore's `copy.copy`, but its copies share counters of
   * ids.
   */
  copy(): Emitter {
    const copy = new Emitter({ aliases: this.#aliases, onObserverError: this.#onObserverError });
    copy.#takeOver(this, false);
    return copy;
  }

  /** All registrations, in the order you made them. */
  list(): ExplainedHandler[] {
    return this.#registrations.list().map(explain);
  }

  /** The handlers that an event would run, in order, with the pattern and plugin of each. */
  explain(eventName: string): ExplainedHandler[] {
    return this.#registrations.lookUp(eventName).registrations.map(explain);
  }

  /** The patterns that no event has matched yet. Check it when a handler doesn't run: the pattern may be misspelt. */
  unmatched(): string[] {
    const patterns = new Map<string, boolean>();
    for (const { pattern, matched } of this.#registrations.list()) {
      patterns.set(pattern.text, matched || patterns.get(pattern.text) === true);
    }
    return [...patterns].filter(([, matched]) => !matched).map(([pattern]) => pattern);
  }

  /** The registrations that an event runs, in order. Cached until a matching pattern is registered or removed. */
  protected registrationsFor(eventName: string): readonly Registration[] {
    return this.#registrations.lookUp(eventName).registrations;
  }

  /**
   * Fills this empty emitter with copies of another's handlers, ids and plugins. A pattern that an event matches here
   * counts as matched there too.
   */
  protected adopt(other: Emitter): void {
    this.#takeOver(other, true);
  }

  #takeOver(other: Emitter, tellsMatches: boolean): void {
    const adopts = (pattern: Pattern): boolean => this.#policy.adopts?.(pattern) ?? true;
    this.#registrations.takeOver(other.#registrations, { adopts, tellsMatches });
    this.#plugins.takeOver(other.#plugins);
  }

  /** Stops listening to the registrations' signals, since a long-lived signal would keep this emitter in memory. */
  protected ignoreSignals(): void {
    this.#registrations.ignoreSignals();
  }

  #register(section: Section, pattern: string, handler: AnyHandler, options: RegisterOptions = {}): Disposer {
    const canonical = this.#checked(pattern, this.#plugins.installing !== undefined);
    this.#policy.checkOpen?.(pattern);
    if (typeof handler !== "function") {
      throw new RegistrationError(
        "INVALID_HANDLER",
        `the handler for "${pattern}" is ${describe(handler)}. Pass a function, such as ({ request }) => { ... }`,
      );
    }
    checkOptions(`register("${pattern}")`, options, REGISTER_OPTIONS);
    const plugin = this.#plugins.installing;
    return this.#registrations.add({ section, pattern: canonical, handler, options, plugin });
  }

  /** Checks a pattern and gives its canonical form. */
  #checked(text: string, isOfPlugin: boolean): Pattern {
    // First, since looking for aliases takes a string.
    const given = compilePattern(text);
    const canonical = canonicalName(text, this.#aliases);
    const pattern = canonical === text ? given : compilePattern(canonical);
    this.#policy.checkPattern?.(pattern, isOfPlugin);
    return pattern;
  }
}

/** Whether there are several plugins. An empty array is more likely a mistake. */
function isList<Each>(given: Each | readonly Each[]): given is readonly Each[] {
  return Array.isArray(given) && given.length > 0;
}

/**
 * What handlers get: a copy of the payload with the event's name in it. It's a loop because V8 takes twenty times as long
 * to add a member to a spread object.
 */
function named(eventName: string, payload: object): EmittedEvent {
  const given = payload as Readonly<Record<string, unknown>>;
  const event: Record<string, unknown> & EmittedEvent = { eventName };
  for (const member in given) if (member !== "eventName") event[member] = given[member];
  return event;
}
