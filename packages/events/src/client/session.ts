import { boundClient } from "../binding/sdk.js";
import { EVENT_CATALOGUE, type EventType } from "../catalogue/event-catalogue.js";
import type { SessionTypes } from "../catalogue/pattern-types.js";
import { serviceEventName } from "../catalogue/service-names.js";
import { isThenable } from "../emitter/emission.js";
import { compilePattern } from "../emitter/pattern.js";
import { BindingError, describe, RegistrationError } from "../errors.js";
import type { ClientLike } from "../http/sdk-shapes.js";
import { CataloguePolicy } from "./catalogue-policy.js";
import { bind } from "./client-events.js";
import { ServiceEvents } from "./service-events.js";

/** The events of a session. Each client that the session makes gets a copy of its handlers. */
export class SessionEvents extends ServiceEvents<unknown, SessionTypes> {
  /** @internal Use `new Session().events`. */
  constructor() {
    super(new CataloguePolicy(Object.keys(EVENT_CATALOGUE) as EventType[]));
  }

  /** Whether a handler is registered for an event of this type. */
  handles(type: EventType): boolean {
    return this.list().some(({ pattern }) => compilePattern(pattern).type.matches(type));
  }
}

/**
 * Makes clients that share handlers. Each client starts with a copy of the session's handlers. A handler that you register
 * later, on the session or on a client, stays there. botocore's `Session`.
 *
 * @example
 * ```ts
 * const session = new Session({ region: "eu-west-1" });
 * session.events.register("before-sign", ({ request }) => {
 *   request.headers["x-team"] = "metrics";
 * });
 * const client = session.client(CloudWatchClient, {});
 * ```
 */
export class Session {
  /** The session's events, with `creating-client-class`, which clients don't have. boto3's `session.events`. */
  readonly events: SessionEvents = new SessionEvents();
  readonly #config: object;

  /**
   * @param config What all clients of the session share: `region`, `credentials` and any other option of the clients. A
   * client's own configuration overrides it, except for members that are undefined. boto3's `Session(region_name=…)`.
   * @throws RegistrationError `INVALID_OPTION` for a value that isn't an object.
   */
  constructor(config: object = {}) {
    if (typeof config !== "object" || config === null) {
      throw new RegistrationError(
        "INVALID_OPTION",
        `new Session() takes what its clients share, such as { region: "eu-west-1" }, not ${describe(config)}`,
      );
    }
    this.#config = config;
  }

  /**
   * Makes a client with a copy of the session's handlers. Emits `creating-client-class`, whose handlers can change the
   * configuration and add members to the client.
   *
   * @param clientClass The SDK's class: `CloudWatchClient`, or the aggregated `CloudWatch`.
   * @throws BindingError `INVALID_CLIENT` for a class whose instances aren't AWS SDK v3 clients. Also throws what a handler
   * throws.
   */
  client<Class extends new (...args: never) => ClientLike>(
    clientClass: Class,
    ...args: ConstructorParameters<Class> | []
  ): InstanceType<Class> {
    if (typeof clientClass !== "function") {
      throw new BindingError(
        "INVALID_CLIENT",
        `session.client takes a class, as in session.client(CloudWatchClient, config), not ${describe(clientClass)}`,
      );
    }
    const make = clientClass as unknown as ClientConstructor;
    const [config, ...more]: readonly unknown[] = args;
    // As in boto3, where `region_name=None` is the session's.
    const own = Object.entries(config ?? {}).filter(([, value]) => value !== undefined);
    const configured = [{ ...this.#config, ...Object.fromEntries(own) }, ...more];
    const client = this.events.handles("creating-client-class")
      ? this.#createCustomized(make, configured)
      : new make(...configured);
    bind(client, this.events);
    return client as InstanceType<Class>;
  }

  #createCustomized(clientClass: ClientConstructor, args: readonly unknown[]): ClientLike {
    // Only an instance knows its service. Making one needs no network and no credentials.
    const { config: known } = boundClient(new clientClass(...args));
    const serviceId = known?.serviceId ?? clientClass.name.replace(/Client$/, "");
    const attributes: Record<string, unknown> = {};
    const config: Record<string, unknown> = { ...(args[0] as object | undefined) };
    const eventName = `creating-client-class.${serviceEventName(serviceId)}`;
    const results = this.events.emit(eventName, { clientClass, attributes, config });
    if (isThenable(results)) {
      results.then(undefined, () => {});
      throw new BindingError(
        "ASYNC_HANDLER",
        `a handler of ${eventName} returned a promise. session.client is synchronous`,
      );
    }
    const customized = class extends clientClass {};
    Object.defineProperty(customized, "name", { value: clientClass.name });
    Object.defineProperties(customized.prototype, Object.getOwnPropertyDescriptors(attributes));
    return new customized(config, ...args.slice(1));
  }
}

type ClientConstructor = new (...args: unknown[]) => ClientLike;
