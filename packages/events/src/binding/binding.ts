import { type ClientEventType, EVENT_CATALOGUE } from "../event-catalogue.js";
import type { Registration } from "../registration.js";
import { type Call, callOf } from "./call.js";
import { EndpointResolution } from "./endpoint-resolution.js";
import { initializeSeam } from "./initialize-seam.js";
import type { Args, BoundClient, HandlerContext, Middleware, Next, Relation, Step } from "./middleware.js";
import { MissingCredentials } from "./missing-credentials.js";
import { type Operation, operationFor } from "./operation.js";
import type { Seam } from "./seam.js";
import { sendingSeam } from "./sending-seam.js";
import { serializeSeam } from "./serialize-seam.js";
import { signingSeam } from "./signing-seam.js";
import { transportSeam } from "./transport-seam.js";

/** In running order. */
const SEAMS: readonly Seam[] = [initializeSeam, serializeSeam, signingSeam, sendingSeam, transportSeam];

const CLIENT_EVENT_TYPES = Object.keys(EVENT_CATALOGUE).filter(
  (type): type is ClientEventType => type !== "creating-client-class",
);
const NO_HANDLERS: readonly Registration[] = [];

/**
 * Puts seams into a client's middleware stack and takes them out. A seam is there only while one of its events
 * has a handler, since the SDK resolves the whole stack for every call: an entry of it costs about 1 % of a call,
 * a relative one twice that. With `cacheMiddleware` the SDK keeps a resolved stack from the first call on, and a
 * seam that came later would never run: there all are placed at once.
 */
export class Binding {
  readonly client: BoundClient;
  readonly endpointResolution: EndpointResolution;
  /** The SDK keeps resolved stacks: what runs is decided at each call, not when the stack is resolved. */
  readonly isCached: boolean;
  /** What {@link sendingSeam} found to come after signing, by the context of the stack that was resolved. */
  readonly afterSigning = new WeakMap<HandlerContext, Next>();
  readonly #missingCredentials: MissingCredentials;
  readonly #registrationsFor: (eventName: string) => readonly Registration[];
  readonly #hasHandlers: (type: ClientEventType) => boolean;
  readonly #placed = new Map<Seam, Middleware>();
  readonly #operations = new Map<string | undefined, Operation>();
  #version = 0;
  #attached = true;

  constructor(
    client: BoundClient,
    registrationsFor: (eventName: string) => readonly Registration[],
    hasHandlers: (type: ClientEventType) => boolean,
  ) {
    this.client = client;
    this.#registrationsFor = registrationsFor;
    this.#hasHandlers = hasHandlers;
    this.isCached = client.config.cacheMiddleware === true;
    this.endpointResolution = new EndpointResolution(client.config, this.isCached);
    this.#missingCredentials = new MissingCredentials(client.config);
    this.placeSeams();
  }

  /** Forgets what was looked up for the operations: a handler was registered or removed. */
  handlersChanged(): void {
    this.#version++;
  }

  /** Places the seams that are needed now, and removes those that are needed no more. */
  placeSeams(): void {
    const needed = (seam: Seam): boolean => this.isCached || seam.events.some(this.#hasHandlers);
    for (const seam of SEAMS) {
      if (this.#attached && needed(seam)) this.#place(seam);
      else this.#remove(seam);
    }
    this.endpointResolution.watch(this.#attached && this.#hasHandlers("before-endpoint-resolution"));
    // Where calls share the SDK's context, it does not tell whose credentials were missing: the stand-in does.
    const needsStandIn =
      this.#hasHandlers("choose-signer") || (this.isCached && this.#hasHandlers("after-call-error"));
    this.#missingCredentials.watch(this.#attached && needsStandIn);
  }

  /** Leaves the stack and the configuration as they were. Stacks that the SDK still keeps run no handler any more. */
  detach(): void {
    this.#attached = false;
    this.handlersChanged();
    this.placeSeams();
  }

  /** The handlers of an operation's event, in running order. */
  handlersOf(operation: Operation, type: ClientEventType): readonly Registration[] {
    return this.#registeredFor(operation).handlers[type] ?? NO_HANDLERS;
  }

  /** The operation that a stack is being resolved for, or `undefined` where a seam has nothing to do for it. */
  operationOf(seam: Seam, context: HandlerContext): Operation | undefined {
    let operation = this.#operations.get(context.commandName);
    if (operation === undefined) {
      operation = operationFor(this.client.config.serviceId, context);
      this.#operations.set(context.commandName, operation);
    }
    return this.isCached || this.#registeredFor(operation).seams.has(seam) ? operation : undefined;
  }

  /** The call that `args` belong to. */
  callOf(args: Args, operation: Operation, context: HandlerContext): Call {
    return callOf(args, this.client, operation.model, context);
  }

  #registeredFor(operation: Operation): Operation["registered"] {
    if (operation.registered.version !== this.#version) {
      const handlers: Partial<Record<ClientEventType, readonly Registration[]>> = {};
      for (const type of this.#attached ? CLIENT_EVENT_TYPES : []) {
        const registrations = this.#registrationsFor(operation.eventNames[type]);
        if (registrations.length > 0) handlers[type] = registrations;
      }
      const seams = new Set(SEAMS.filter(({ events }) => events.some((type) => type in handlers)));
      operation.registered = { version: this.#version, handlers, seams };
    }
    return operation.registered;
  }

  #place(seam: Seam): void {
    if (this.#placed.has(seam)) return;
    const stack = this.client.middlewareStack;
    const names = stack.identify();
    const place = seam.places.find(
      (candidate) => !("toMiddleware" in candidate) || has(names, candidate.toMiddleware),
    );
    if (place === undefined) return;
    if (place !== seam.places[0]) {
      this.client.config.logger?.debug?.(
        `@tucuxi/events: no ${(seam.places[0] as Relation).toMiddleware} in the stack, so the ${seam.name} seam stands at ${JSON.stringify(place)}`,
      );
    }
    const middleware = seam.create(this);
    const name = freeName(names, `tucuxi.${seam.name}`);
    if ("toMiddleware" in place) stack.addRelativeTo(middleware, { name, ...place });
    else stack.add(middleware, { name, ...(place as Step) });
    this.#placed.set(seam, middleware);
  }

  #remove(seam: Seam): void {
    const middleware = this.#placed.get(seam);
    if (middleware === undefined) return;
    this.client.middlewareStack.remove(middleware);
    this.#placed.delete(seam);
  }
}

/** Whether `identify()` lists a middleware: as `name - step` or `name (a.k.a. alias,...) - step`. */
function has(names: readonly string[], name: string): boolean {
  return names.some((entry) => entry.startsWith(`${name} `));
}

/** A name that no middleware of the stack has: a second copy of this package may be attached too. */
function freeName(names: readonly string[], name: string): string {
  let free = name;
  for (let copy = 2; has(names, free); copy++) free = `${name}#${copy}`;
  return free;
}
