import type { CheckedHandler, CheckedPattern, ClientTypes } from "../catalogue/pattern-types.js";
import { SERVICE_ALIASES } from "../catalogue/service-names.js";
import type { Disposer } from "../emitter/disposer.js";
import { Emitter, type EmitterOptions } from "../emitter/emitter.js";
import type { ExplainedHandler } from "../emitter/explain.js";
import type { AnyHandler, RegisterOptions } from "../emitter/registration.js";
import { describe, RegistrationError } from "../errors.js";
import type { CataloguePolicy } from "./catalogue-policy.js";

/**
 * The emitter of a client or a session. It checks patterns against the catalogue and accepts botocore's older service
 * names. A handler's type follows from its pattern. Plugins register their handlers on it.
 *
 * @typeParam Types The event types that patterns can name.
 * @typeParam Service The SDK's aggregated client (`CloudWatch`), for the names and types of its operations.
 */
export class ServiceEvents<Service = unknown, Types extends string = ClientTypes> extends Emitter {
  readonly #catalogue: CataloguePolicy;

  /** @internal Use `eventsOf(client)` or `session.events`. */
  constructor(catalogue: CataloguePolicy, options: Omit<EmitterOptions, "aliases"> = {}) {
    super({ ...options, aliases: SERVICE_ALIASES }, catalogue);
    this.#catalogue = catalogue;
  }

  override register<const Pattern extends string, Handler = unknown>(
    pattern: CheckedPattern<Service, Pattern, Types>,
    handler: CheckedHandler<Service, Pattern, Types, Handler>,
    options?: RegisterOptions,
  ): Disposer {
    return super.register(pattern, handler as AnyHandler, options);
  }

  override registerFirst<const Pattern extends string, Handler = unknown>(
    pattern: CheckedPattern<Service, Pattern, Types>,
    handler: CheckedHandler<Service, Pattern, Types, Handler>,
    options?: RegisterOptions,
  ): Disposer {
    return super.registerFirst(pattern, handler as AnyHandler, options);
  }

  override registerLast<const Pattern extends string, Handler = unknown>(
    pattern: CheckedPattern<Service, Pattern, Types>,
    handler: CheckedHandler<Service, Pattern, Types, Handler>,
    options?: RegisterOptions,
  ): Disposer {
    return super.registerLast(pattern, handler as AnyHandler, options);
  }

  /**
   * This emitter, typed for another service. Use it on a session or in a plugin, where clients of several services meet.
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
   * Declares event types that a plugin or you emit here. Patterns of undeclared types are refused.
   *
   * @throws RegistrationError for an empty type, one with a dot, or one that starts an older service name, because those
   * are translated in patterns and event names: `config`, `events`, `logs`, `runtime` (of `runtime.sagemaker`).
   */
  override declareEvents(...types: string[]): void {
    super.declareEvents(...types);
    for (const type of types) {
      const alias = Object.entries(SERVICE_ALIASES).find(([older]) => older.split(".")[0] === type);
      if (alias !== undefined) {
        const [older, service] = alias;
        throw new RegistrationError(
          "INVALID_OPTION",
          `declareEvents: ${describe(type)} can't be an event type, because "${older}" is an older name of the service "${service}" and is translated to it. Choose another name, such as "${type}-event"`,
        );
      }
    }
    this.#catalogue.declare(types);
  }

  /**
   * The handlers that an event would run, in order, with the pattern and plugin of each.
   *
   * @param eventName The full name of an event: type, service and operation (`before-sign.s3.PutObject`).
   * @throws RegistrationError `UNKNOWN_EVENT_TYPE` for a type that is neither in the catalogue nor declared.
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
