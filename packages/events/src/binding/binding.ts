import { CLIENT_EVENT_TYPES, type ClientEventType } from "../catalogue/event-catalogue.js";
import type { Registration } from "../emitter/registration.js";
import { attempt } from "./attempt.js";
import { namesIn } from "./call.js";
import { authenticate, endpoint } from "./endpoint.js";
import { type Entry, middlewareOf } from "./entry.js";
import { initialize } from "./initialize.js";
import { type Handlers, type Operation, operationFor, type Registered } from "./operation.js";
import type { HandlerLookUp } from "./resolved-stack.js";
import { type BoundClient, type HandlerContext, isObject, type Middleware } from "./sdk.js";
import { serialize } from "./serialize.js";
import { transport } from "./transport.js";

/** In running order. */
const ENTRIES: readonly Entry[] = [initialize, authenticate, endpoint, serialize, attempt, transport];

/** The events that have handlers. */
export interface EventsWithHandlers {
  readonly handled: { has(type: ClientEventType): boolean };
  /** Those with a handler that isn't an observer. */
  readonly edited: { has(type: ClientEventType): boolean };
}

const NO_HANDLERS: readonly Registration[] = [];

/**
 * Adds Tucuxi's entries to a client's middleware stack, each one only while one of its events has a handler, and
 * removes them again. With `cacheMiddleware` the SDK keeps the stack of the first call, and an entry added later would
 * never run. So all entries are added immediately there. Nothing else about the client changes.
 */
export class Binding implements HandlerLookUp {
  readonly client: BoundClient;
  readonly isCached: boolean;
  hasConstantIdentity = false;
  readonly #registrationsFor: (eventName: string) => readonly Registration[];
  readonly #registered: EventsWithHandlers;
  /** The middleware of each entry in the stack. */
  readonly #placed = new Map<Entry, Middleware>();
  readonly #operations = new Map<string | undefined, Operation>();
  #version = 0;
  #attached = true;

  constructor(
    client: BoundClient,
    registrationsFor: (eventName: string) => readonly Registration[],
    registered: EventsWithHandlers,
  ) {
    this.client = client;
    this.#registrationsFor = registrationsFor;
    this.#registered = registered;
    this.isCached = client.config.cacheMiddleware === true;
    this.placeEntries();
  }

  /** Discards what was looked up for the operations, since a handler was registered or removed. */
  handlersChanged(): void {
    this.#version++;
  }

  /** Adds the entries that are needed now and removes those that are no longer needed. */
  placeEntries(): void {
    for (const entry of ENTRIES) {
      const isNeeded = this.#attached && (this.isCached || this.#isNeeded(entry, this.#registered));
      const placed = this.#placed.get(entry);
      if (isNeeded && placed === undefined) this.#place(entry);
      if (isNeeded || placed === undefined) continue;
      this.client.middlewareStack.remove(placed);
      this.#placed.delete(entry);
    }
  }

  /** Leaves the stack as it was. Stacks that the SDK still keeps no longer run handlers. */
  detach(): void {
    this.#attached = false;
    this.handlersChanged();
    this.placeEntries();
  }

  /**
   * The SDK memoizes identities (`memoizeIdentityProvider` of `@smithy/core`). One without an expiration is kept
   * forever. Asking for it then costs nothing, so the entry that saves the question can go.
   */
  noteIdentity(identity: unknown): void {
    if (!isObject(identity) || !("accessKeyId" in identity) || identity["expiration"] !== undefined) return;
    this.hasConstantIdentity = true;
    this.handlersChanged();
    this.placeEntries();
  }

  operationOf(context: HandlerContext): Operation {
    let operation = this.#operations.get(context.commandName);
    if (operation === undefined) {
      operation = operationFor(this.client.config.serviceId, context);
      this.#operations.set(context.commandName, operation);
    }
    return operation;
  }

  handlersOf(operation: Operation): Handlers {
    return this.#registeredFor(operation).handlers;
  }

  isEdited(operation: Operation, type: ClientEventType): boolean {
    return this.#registeredFor(operation).edited.has(type);
  }

  isActive(entry: string, operation: Operation): boolean {
    return this.#registeredFor(operation).entries.has(entry);
  }

  /** What is registered for an operation now. */
  #registeredFor(operation: Operation): Registered {
    const known = operation.registered;
    if (known !== undefined && known.version === this.#version) return known;
    // Has a member for each type, so the objects of all operations have one shape. V8 reads those faster.
    const handlers = Object.fromEntries(
      CLIENT_EVENT_TYPES.map((type) => [
        type,
        this.#attached ? this.#registrationsFor(operation.eventNames[type]) : NO_HANDLERS,
      ]),
    ) as Handlers;
    const handled = new Set(CLIENT_EVENT_TYPES.filter((type) => handlers[type].length > 0));
    const edited = new Set(CLIENT_EVENT_TYPES.filter((type) => handlers[type].some(isEditor)));
    const active = ENTRIES.filter((entry) => this.#isNeeded(entry, { handled, edited }));
    const entries = new Set(active.map(({ name }) => name));
    operation.registered = { version: this.#version, handlers, edited, entries };
    return operation.registered;
  }

  #isNeeded({ events, edits }: Entry, { handled, edited }: EventsWithHandlers): boolean {
    return events.some((type) => handled.has(type)) || (edits?.(this) ?? []).some((type) => edited.has(type));
  }

  /** Adds an entry at its best place. One of the entries has no place in a stack without the SDK's endpoint rules. */
  #place(entry: Entry): void {
    const { middlewareStack: stack, config } = this.client;
    const names = namesIn(stack);
    // Commands add this middleware, each its own.
    if (config.endpointProvider !== undefined) names.add("endpointV2Middleware");
    const place = entry.places.find((candidate) => "step" in candidate || names.has(candidate.toMiddleware));
    if (place === undefined) return;
    if (place !== entry.places[0]) {
      config.logger?.debug?.(
        `@tucuxi/events: "${ownName(entry)}" stands at ${JSON.stringify(place)}, for lack of ${JSON.stringify(entry.places[0])}`,
      );
    }
    const middleware = middlewareOf(entry, this);
    const name = freeName(ownName(entry), names);
    if ("step" in place) stack.add(middleware, { name, ...place });
    else stack.addRelativeTo(middleware, { name, ...place });
    this.#placed.set(entry, middleware);
  }
}

/** Whether a handler can change something. Observers only watch. */
export function isEditor({ plugin }: Pick<Registration, "plugin">): boolean {
  return plugin?.observer !== true;
}

function ownName({ name }: Entry): string {
  return `tucuxi.${name}`;
}

/** A name that no middleware in the stack has. Another copy of this package may be attached too. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${name}#${copy}`;
  return free;
}
