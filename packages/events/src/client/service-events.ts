import { EVENT_CATALOGUE, type EventType, isEventType } from "../catalogue/event-catalogue.js";
import type { CheckedPattern, ClientTypes, HandlerOf } from "../catalogue/pattern-types.js";
import { SERVICE_ALIASES } from "../catalogue/service-names.js";
import type { Disposer } from "../emitter/disposer.js";
import { Emitter, type EmitterOptions } from "../emitter/emitter.js";
import type { ExplainedHandler } from "../emitter/explain.js";
import { didYouMean } from "../emitter/nearest-name.js";
import { patternMatcher } from "../emitter/pattern-trie.js";
import type { AnyHandler, RegisterOptions } from "../emitter/registration.js";
import { describe, RegistrationError } from "../errors.js";

const EVENT_TYPES = Object.keys(EVENT_CATALOGUE) as EventType[];

/**
 * An emitter of the events of AWS clients: patterns are checked against the catalogue and may use botocore's
 * older service names, and decide what a handler gets. Plugins register on this type; `eventsOf(client)` and
 * `session.events` are of it.
 *
 * @typeParam Types The types of events that patterns may name.
 * @typeParam Service The SDK's aggregated client (`CloudWatch`), for the names and types of its operations.
 */
export abstract class ServiceEvents<Service = unknown, Types extends string = ClientTypes> extends Emitter {
  readonly #customTypes = new Set<string>();

  constructor(options: Omit<EmitterOptions, "aliases"> = {}) {
    super({ ...options, aliases: SERVICE_ALIASES });
  }

  /** The types of events that this emitter emits by itself. */
  protected abstract emits(type: EventType): boolean;

  override register<const Pattern extends string>(
    pattern: CheckedPattern<Service, Pattern, Types>,
    handler: NoInfer<HandlerOf<Service, Pattern, Types>>,
    options?: RegisterOptions,
  ): Disposer {
    return super.register(pattern, handler as AnyHandler, options);
  }

  override registerFirst<const Pattern extends string>(
    pattern: CheckedPattern<Service, Pattern, Types>,
    handler: NoInfer<HandlerOf<Service, Pattern, Types>>,
    options?: RegisterOptions,
  ): Disposer {
    return super.registerFirst(pattern, handler as AnyHandler, options);
  }

  override registerLast<const Pattern extends string>(
    pattern: CheckedPattern<Service, Pattern, Types>,
    handler: NoInfer<HandlerOf<Service, Pattern, Types>>,
    options?: RegisterOptions,
  ): Disposer {
    return super.registerLast(pattern, handler as AnyHandler, options);
  }

  /**
   * This emitter, typed for another service: for a session or a plugin, whose clients are of several.
   *
   * @example
   * ```ts
   * session.events.for<Lambda>().register("after-call.lambda.Invoke", ({ parsed }) => {
   *   console.log(parsed?.StatusCode);
   * });
   * ```
   */
  override for<Other>(): ServiceEvents<Other, Types> {
    return this as unknown as ServiceEvents<Other, Types>;
  }

  /**
   * Makes types of events known that a plugin or a user emits here: patterns of unknown types are refused.
   *
   * @throws RegistrationError for an empty type, one with a dot, or one that begins an older name of a service,
   * which patterns and event names have translated: `config`, `events`, `logs`, `runtime` (of `runtime.sagemaker`).
   */
  override declareEvents(...types: string[]): void {
    super.declareEvents(...types);
    for (const type of types) {
      const alias = Object.entries(SERVICE_ALIASES).find(([older]) => older.split(".")[0] === type);
      if (alias !== undefined) {
        const [older, service] = alias;
        throw new RegistrationError(
          "INVALID_OPTION",
          `declareEvents: ${describe(type)} cannot be a type of event, since "${older}" is an older name of the service "${service}" and is translated to it: choose another, such as "${type}-event"`,
        );
      }
    }
    for (const type of types) this.#customTypes.add(type);
  }

  /**
   * Which handlers an event would run, in what order, and from which pattern and plugin each comes.
   *
   * @param eventName The whole name of an event: type, service and operation (`before-sign.s3.PutObject`).
   * @throws RegistrationError `UNKNOWN_EVENT_TYPE` for a type that is not in the catalogue and was not declared.
   */
  override explain(eventName: string): ExplainedHandler[] {
    const [first = ""] = eventName.split(".");
    if (!(isEventType(first) || this.#customTypes.has(first))) throw this.#unknownType(first);
    return super.explain(eventName);
  }

  protected override adopt(other: Emitter): void {
    if (other instanceof ServiceEvents) for (const type of other.#customTypes) this.#customTypes.add(type);
    super.adopt(other);
  }

  /** Leaves out what could match no event here: `creating-client-class` is a session's alone. */
  protected override adopts(pattern: string): boolean {
    const matches = patternMatcher(pattern.split(".")[0] ?? "");
    return this.#declares(matches) || EVENT_TYPES.some((type) => this.emits(type) && matches([type]));
  }

  /** @throws RegistrationError `UNKNOWN_EVENT_TYPE`, or `TOO_MANY_SEGMENTS` for more than any event has. */
  protected override checkPattern(pattern: string): void {
    const [first = ""] = pattern.split(".");
    const matches = patternMatcher(first);
    if (this.#declares(matches)) return;
    const matching = EVENT_TYPES.filter((type) => matches([type]));
    const types = matching.filter((type) => this.emits(type));
    if (types.length === 0) {
      if (matching.length === 0) throw this.#unknownType(first);
      throw new RegistrationError(
        "UNKNOWN_EVENT_TYPE",
        `"${pattern}" is emitted by a session, not by a client: register it on session.events`,
      );
    }
    const segments = Math.max(...types.map((type) => EVENT_CATALOGUE[type].segments));
    if (pattern.split(".").length > segments) {
      throw new RegistrationError(
        "TOO_MANY_SEGMENTS",
        `"${pattern}" matches nothing: ${types.length === 1 ? `${first} events have` : "events have at most"} ${segments} segments, ${segments === 3 ? "type, service and operation" : "type and service"}`,
      );
    }
  }

  #unknownType(type: string): RegistrationError {
    const meant = didYouMean(type, [...EVENT_TYPES, ...this.#customTypes]);
    return new RegistrationError(
      "UNKNOWN_EVENT_TYPE",
      `"${type}" is no type of event${meant}: see EVENT_CATALOGUE for all of them, and declareEvents for your own`,
    );
  }

  #declares(matches: (segments: readonly string[]) => boolean): boolean {
    for (const type of this.#customTypes) if (matches([type])) return true;
    return false;
  }
}
