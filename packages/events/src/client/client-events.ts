import { Binding, isEditor } from "../binding/binding.js";
import { type BoundClient, boundClient } from "../binding/sdk.js";
import { CLIENT_EVENT_TYPES, type ClientEventType } from "../catalogue/event-catalogue.js";
import type { OperationName } from "../catalogue/operations.js";
import { SERVICE_ALIASES, serviceEventName } from "../catalogue/service-names.js";
import { canonicalName } from "../emitter/aliases.js";
import type { Emitter } from "../emitter/emitter.js";
import { BindingError, describe } from "../errors.js";
import type { ClientLike } from "../http/sdk-shapes.js";
import { CataloguePolicy } from "./catalogue-policy.js";
import { ServiceEvents } from "./service-events.js";

/** By middleware stack, since a DynamoDB document client shares the stack of the client that it wraps. */
const bound = new WeakMap<object, ClientEvents>();

/**
 * The events of one client. {@link eventsOf} and `session.client` make it. It refuses patterns of other services, except in
 * plugins.
 */
export class ClientEvents<Service = unknown> extends ServiceEvents<Service> {
  readonly #client: BoundClient;
  #binding: Binding | undefined;

  /** @internal Use `eventsOf`. */
  constructor(client: BoundClient, from?: Emitter) {
    /** How many registrations, and how many that aren't observers', can match an event type. It has no zeros. */
    const handled = new Map<ClientEventType, number>();
    const edited = new Map<ClientEventType, number>();
    const { serviceId } = client.config;
    // Canonical, as patterns are: the name of CloudWatch Events is an older one of EventBridge.
    const service =
      serviceId === undefined ? undefined : canonicalName(serviceEventName(serviceId), SERVICE_ALIASES);
    const policy = new CataloguePolicy(CLIENT_EVENT_TYPES, service, {
      checkOpen: (pattern) => this.#checkOpen(pattern),
      changed: (registration, change) => {
        let needsUpdate = false;
        for (const counts of isEditor(registration) ? [handled, edited] : [handled]) {
          for (const type of CLIENT_EVENT_TYPES) {
            if (!registration.pattern.type.matches(type)) continue;
            const count = (counts.get(type) ?? 0) + (change === "added" ? 1 : -1);
            needsUpdate ||= count === 0 || !counts.has(type);
            if (count === 0) counts.delete(type);
            else counts.set(type, count);
          }
        }
        this.#binding?.handlersChanged();
        if (needsUpdate) this.#binding?.placeEntries();
      },
    });
    super(policy, {
      onObserverError: (error, { eventName, pattern, plugin }) => {
        client.config.logger?.error?.(
          `@tucuxi/events: the observer "${plugin}" failed in ${eventName} (${pattern}):`,
          error,
        );
      },
    });
    this.#client = client;
    if (from !== undefined) this.adopt(from);
    this.#binding = new Binding(client, (eventName) => this.registrationsFor(eventName), { handled, edited });
  }

  /**
   * Removes Tucuxi from the client. No handler runs any longer, and the middleware stack is as it was before. The
   * signals that you passed to `register` no longer keep the client in memory. Call `eventsOf` again to start anew.
   */
  detach(): void {
    this.ignoreSignals();
    this.#binding?.detach();
    this.#binding = undefined;
    if (bound.get(this.#client.middlewareStack) === this) bound.delete(this.#client.middlewareStack);
  }

  #checkOpen(pattern: string): void {
    if (this.#binding !== undefined) return;
    throw new BindingError(
      "DETACHED",
      `"${pattern}" can't be registered, because this emitter was detached from its client. Call eventsOf(client) for a new one`,
    );
  }
}

/**
 * The events of a client. Calling it twice returns the same object. boto3's `client.meta.events`.
 *
 * @typeParam Service The SDK's aggregated client (`CloudWatch`). It gives handlers the types of the service's operations.
 * @param client An AWS SDK v3 client. With `cacheMiddleware: true`, call this before the client's first call.
 * @throws BindingError `INVALID_CLIENT`, or `CLIENT_ALREADY_SENT` for a client with `cacheMiddleware: true` that has made a
 * call.
 *
 * @example
 * ```ts
 * const events = eventsOf<CloudWatch>(client);
 * events.register("before-sign.cloudwatch.PutMetricData", ({ request }) => {
 *   request.headers["x-trace-id"] = "trace-trace";
 * });
 * ```
 */
export function eventsOf<Service = unknown, Client extends ClientLike = ClientLike>(
  client: Client,
): ClientEvents<ServiceOf<Service, Client>> {
  return bind(client) as ClientEvents<ServiceOf<Service, Client>>;
}

/** The service you name. If you name none, an aggregated client such as `new CloudWatch({})` is its own. */
export type ServiceOf<Service, Client> = unknown extends Service
  ? [OperationName<Client>] extends [never]
    ? unknown
    : Client
  : Service;

/** The advice for a value that isn't a client, if it's a common mistake. */
function adviceFor(given: unknown): string {
  if (typeof given === "function") return `. Make a client: eventsOf(new ${given.name || "Client"}({}))`;
  if (typeof given !== "object" || given === null) return "";
  if ("resolveMiddleware" in given) return ". That's a command. Pass the client that sends it";
  // A document client of SDK v2 has no makeRequest.
  if ("makeRequest" in given || "attrValue" in given)
    return ". That's a client of SDK v2. Use one of @aws-sdk/client-*";
  if ("callsOf" in given) return ". That's a stub. Pass the client";
  if ("events" in given) return ". That's a session. Use session.events";
  if ("onAnyCommand" in given) return ". That's a mock. Pass the client. While mocked, it runs no handlers";
  return "";
}

/** A middleware stack has all of these. Some clients outside the SDK have a `middlewareStack` with fewer. */
const STACK_METHODS = ["add", "addRelativeTo", "remove", "identify", "applyToStack"];

/** Binds a client, with a session's handlers if it comes from one. */
export function bind(client: ClientLike, from?: Emitter): ClientEvents {
  const stack: unknown = (client as ClientLike | undefined)?.middlewareStack;
  if (
    typeof stack !== "object" ||
    stack === null ||
    !STACK_METHODS.every((method) => typeof (stack as Record<string, unknown>)[method] === "function") ||
    typeof client.config !== "object" ||
    client.config === null
  ) {
    throw new BindingError(
      "INVALID_CLIENT",
      `eventsOf needs an AWS SDK v3 client such as new CloudWatchClient({}), not ${describe(client)}${adviceFor(client)}`,
    );
  }
  const existing = bound.get(stack);
  if (existing !== undefined) return existing;
  const bare = boundClient(client);
  if (bare.config.cacheMiddleware === true && "handlers" in client && client.handlers !== undefined) {
    throw new BindingError(
      "CLIENT_ALREADY_SENT",
      "this client has cacheMiddleware: true and has sent a command. Call eventsOf(client) before the first send",
    );
  }
  const events = new ClientEvents(bare, from);
  bound.set(stack, events);
  return events;
}
