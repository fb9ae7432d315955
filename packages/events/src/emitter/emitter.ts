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

/** How an {@link Emitter} is made. */
export interface EmitterOptions {
  /** Older parts of event names, translated in patterns and emitted names. botocore's `EventAliaser`. @default none */
  readonly aliases?: EventAliases;
  /** Told the errors of observers' handlers, which never reach the emission. @default `console.error` */
  readonly onObserverError?: (error: unknown, failed: ExplainedHandler & EmittedEvent) => void;
}

/** What `unregister` finds a handler by. */
export type UniqueIdOptions = Pick<RegisterOptions, "uniqueIdUsesCount"> & {
  readonly uniqueId: string | symbol;
};

const NO_RESULTS: readonly HandlerResult[] = Object.freeze([]);

const aUniqueId: OptionCheck = [
  "a text or a symbol",
  (value) => typeof value === "string" || typeof value === "symbol",
];
const REGISTER_OPTIONS = {
  uniqueId: aUniqueId,
  uniqueIdUsesCount: aBoolean,
  once: aBoolean,
  signal: ["an AbortSignal", (value) => value instanceof AbortSignal],
} as const satisfies Record<keyof RegisterOptions, OptionCheck>;

/**
 * Dotted event names, handlers registered by pattern, run one after another in a fixed order: botocore's
 * `HierarchicalEmitter` and `EventAliaser`. Knows nothing of AWS.
 *
 * A pattern matches an event that it is a dotted prefix of, or equal to; a segment `*` matches any one
 * segment, and a segment may be a glob. The order is depth first: at each segment the patterns with a glob, then
 * those with `*`, then those with the literal, and a longer pattern before its own prefix. For `a.b` that is
 * `*.b`, `*`, `a.{b,c}`, `a.*`, `a.b`, `a`: `*` alone runs before `a.b`.
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

  /** @param policy For emitters of certain events: what they refuse, and what they are told. */
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
   * Registers a handler for the events that a pattern matches, after those registered before for the same
   * pattern. botocore's `register`.
   *
   * @throws RegistrationError for an empty pattern or segment, an invalid glob, a handler that is no function,
   * an unknown option, a `uniqueId` used both with and without a count.
   */
  register(pattern: string, handler: AnyHandler, options?: RegisterOptions): Disposer {
    return this.#register("middle", pattern, handler, options);
  }

  /** Registers a handler that runs before all handlers of the same pattern registered otherwise. botocore's `register_first`. */
  registerFirst(pattern: string, handler: AnyHandler, options?: RegisterOptions): Disposer {
    return this.#register("first", pattern, handler, options);
  }

  /** Registers a handler that runs after all handlers of the same pattern registered otherwise. botocore's `register_last`. */
  registerLast(pattern: string, handler: AnyHandler, options?: RegisterOptions): Disposer {
    return this.#register("last", pattern, handler, options);
  }

  /**
   * Removes the first registration of a handler from a pattern, or the one with a `uniqueId` (one count of it,
   * with `uniqueIdUsesCount`). Says whether it removed anything, which botocore's `unregister` does not.
   *
   * @throws RegistrationError for a pattern that `register` refuses; for a `uniqueId` that is counted if it was not
   * registered so, and the reverse.
   */
  unregister(pattern: string, by: AnyHandler | UniqueIdOptions): boolean {
    const canonical = this.#checked(pattern);
    if (typeof by !== "function") {
      checkOptions(`unregister("${pattern}")`, by, { uniqueId: aUniqueId, uniqueIdUsesCount: aBoolean });
      if (by.uniqueId === undefined) {
        throw new RegistrationError(
          "INVALID_HANDLER",
          `unregister("${pattern}") needs the handler that was registered, or { uniqueId }`,
        );
      }
      return this.#registrations.releaseId(canonical.text, by.uniqueId, by.uniqueIdUsesCount === true);
    }
    return this.#registrations.removeHandler(canonical.text, by);
  }

  /**
   * Runs every handler that matches, in order, each finished before the next starts. Gives their responses
   * directly when no handler returned a promise, else a promise of them; `await` serves both. What a handler
   * throws ends the emission and is thrown. botocore's `emit`.
   *
   * @param payload What handlers get, beside `eventName`: of the type that `CustomEvents` has for the event, if any.
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
   * Like `emit`, but stops at the first response that is neither `undefined` nor `null`, and gives that one, or
   * `undefined`. botocore's `emit_until_response`.
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
   * Installs plugins: runs the `register` of each and gives the function that removes all that they registered.
   * Installing the same name again changes nothing and gives the first installation's function.
   *
   * @throws RegistrationError `INVALID_PLUGIN` for a value that is no plugin; what `register` throws, after
   * everything that it had registered is removed.
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
   * Declares types of events that a plugin or a user emits here. An emitter without a client takes patterns of any
   * type, so here nothing follows from it: it is for plugins, which may be installed on either.
   *
   * @throws RegistrationError for an empty type, or one with a dot.
   */
  declareEvents(...types: string[]): void {
    for (const type of types) {
      compilePattern(type);
      if (type.includes(".")) {
        throw new RegistrationError(
          "INVALID_OPTION",
          `declareEvents takes types of events, the first segment of their names: ${describe(type)} has a dot`,
        );
      }
    }
  }

  /** This emitter. A client's is typed for another service by it; for plugins, which may be installed on either. */
  for<_Service>(): Emitter {
    return this;
  }

  /** An emitter with the same handlers, ids and plugins, isolated from this one. botocore's `copy.copy`, without its shared counters. */
  copy(): Emitter {
    const copy = new Emitter({ aliases: this.#aliases, onObserverError: this.#onObserverError });
    copy.#takeOver(this, false);
    return copy;
  }

  /** All registrations, in the order in which they were made. */
  list(): ExplainedHandler[] {
    return this.#registrations.list().map(explain);
  }

  /** Which handlers an event would run, in what order, and from which pattern and plugin each comes. */
  explain(eventName: string): ExplainedHandler[] {
    return this.#registrations.lookUp(eventName).registrations.map(explain);
  }

  /** The patterns that no emitted event has matched yet: a misspelt one that nobody would hear of otherwise. */
  unmatched(): string[] {
    const patterns = new Map<string, boolean>();
    for (const { pattern, matched } of this.#registrations.list()) {
      patterns.set(pattern.text, matched || patterns.get(pattern.text) === true);
    }
    return [...patterns].filter(([, matched]) => !matched).map(([pattern]) => pattern);
  }

  /** The registrations that an event runs, in order. Cached: unrelated registrations leave it as it is. */
  protected registrationsFor(eventName: string): readonly Registration[] {
    return this.#registrations.lookUp(eventName).registrations;
  }

  /**
   * Fills this emitter, which must be empty, with copies of another's handlers, ids and plugins. What an event
   * matches here has matched there too: the other need not emit any itself.
   */
  protected adopt(other: Emitter): void {
    this.#takeOver(other, true);
  }

  #takeOver(other: Emitter, tellsMatches: boolean): void {
    const adopts = (pattern: Pattern): boolean => this.#policy.adopts?.(pattern) ?? true;
    this.#registrations.takeOver(other.#registrations, { adopts, tellsMatches });
    this.#plugins.takeOver(other.#plugins);
  }

  /** Stops listening to the signals of registrations: one that lives long would hold this emitter as long. */
  protected ignoreSignals(): void {
    this.#registrations.ignoreSignals();
  }

  #register(section: Section, pattern: string, handler: AnyHandler, options: RegisterOptions = {}): Disposer {
    const canonical = this.#checked(pattern);
    this.#policy.checkOpen?.(pattern);
    if (typeof handler !== "function") {
      throw new RegistrationError(
        "INVALID_HANDLER",
        `the handler for "${pattern}" is ${describe(handler)}: give a function that takes the event, as ({ request }) => { ... }`,
      );
    }
    checkOptions(`register("${pattern}")`, options, REGISTER_OPTIONS);
    const plugin = this.#plugins.installing;
    return this.#registrations.add({ section, pattern: canonical, handler, options, plugin });
  }

  /** The canonical form of a pattern, checked. */
  #checked(text: string): Pattern {
    // Before its aliases are looked for, which takes a string.
    const given = compilePattern(text);
    const canonical = canonicalName(text, this.#aliases);
    const pattern = canonical === text ? given : compilePattern(canonical);
    this.#policy.checkPattern?.(pattern, this.#plugins.installing !== undefined);
    return pattern;
  }
}

/** Whether there are several plugins. An empty array is more likely a mistake. */
function isList<Each>(given: Each | readonly Each[]): given is readonly Each[] {
  return Array.isArray(given) && given.length > 0;
}

/**
 * A payload with its event's name in it, as handlers get it: a copy, so that the caller's object stays as it is. A
 * loop, since a spread object that gets one more member takes V8 twenty times as long.
 */
function named(eventName: string, payload: object): EmittedEvent {
  const given = payload as Readonly<Record<string, unknown>>;
  const event: Record<string, unknown> & EmittedEvent = { eventName };
  for (const member in given) if (member !== "eventName") event[member] = given[member];
  return event;
}
