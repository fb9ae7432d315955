import type { CheckedPattern, ClientTypes, HandlerOf } from "../catalogue/pattern-types.js";
import { SERVICE_ALIASES } from "../catalogue/service-names.js";
import type { Disposer } from "../emitter/disposer.js";
import { Emitter, type EmitterOptions } from "../emitter/emitter.js";
import type { ExplainedHandler } from "../emitter/explain.js";
import type { AnyHandler, RegisterOptions } from "../emitter/registration.js";
import { describe, RegistrationError } from "../errors.js";
import type { CataloguePolicy } from "./catalogue-policy.js";

/**
 * An emitter of the events of AWS clients: patterns are checked against the catalogue and may use botocore's
 * older service names, and decide what a handler gets. Plugins register on this type; `eventsOf(client)` and
 * `session.events` are of it.
 *
 * @typeParam Types The types of events that patterns may name.
 * @typeParam Service The SDK's aggregated client (`CloudWatch`), for the names and types of its operations.
 */
export class ServiceEvents<Service = unknown, Types extends string = ClientTypes> extends Emitter {
  readonly #catalogue: CataloguePolicy;

  /** @internal Use `eventsOf(client)` or `session.events`. */
  constructor(catalogue: CataloguePolicy, options: Omit<EmitterOptions, "aliases"> = {}) {
    super({ ...options, aliases: SERVICE_ALIASES }, catalogue);
    this.#catalogue = catalogue;
  }

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
    this.#catalogue.declare(types);
  }

  /**
   * Which handlers an event would run, in what order, and from which pattern and plugin each comes.
   *
   * @param eventName The whole name of an event: type, service and operation (`before-sign.s3.PutObject`).
   * @throws RegistrationError `UNKNOWN_EVENT_TYPE` for a type that is not in the catalogue and was not declared.
   */
  override explain(eventName: string): ExplainedHandler[] {
    this.#catalogue.checkType(eventName.split(".")[0] ?? "");
    return super.explain(eventName);
  }

  protected override adopt(other: Emitter): void {
    if (other instanceof ServiceEvents) this.#catalogue.declare(other.#catalogue.customTypes);
    super.adopt(other);
  }
}
