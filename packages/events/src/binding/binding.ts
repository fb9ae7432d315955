import { CLIENT_EVENT_TYPES, type ClientEventType } from "../catalogue/event-catalogue.js";
import type { Registration } from "../emitter/registration.js";
import { BindingError } from "../errors.js";
import { callSeam } from "./call-seam.js";
import { EndpointResolution } from "./endpoint-resolution.js";
import { initializeSeam } from "./initialize-seam.js";
import type { BoundClient, HandlerContext, Middleware, Step } from "./middleware.js";
import { MissingCredentials } from "./missing-credentials.js";
import { type Handlers, type Operation, operationFor, type Registered } from "./operation.js";
import { type Anchor, type Resolution, type Seam, seamMiddleware } from "./seam.js";
import { sendingSeam } from "./sending-seam.js";
import { serializeSeam } from "./serialize-seam.js";
import { signingSeam } from "./signing-seam.js";
import { transportSeam } from "./transport-seam.js";
import { namesIn, type Strand, Weaving } from "./weaving.js";

interface StandingSeam {
  readonly step: Step;
  readonly middleware: Middleware;
  isThere: boolean;
}

/** In running order. */
const SEAMS: readonly Seam[] = [
  initializeSeam,
  callSeam,
  serializeSeam,
  signingSeam,
  sendingSeam,
  transportSeam,
];

const ALL_SEAMS: ReadonlySet<Seam> = new Set(SEAMS);

const NO_HANDLERS: readonly Registration[] = [];

/**
 * Puts seams into a client's middleware stack and takes them out. As long as no event has a handler the stack is
 * left alone. With `cacheMiddleware` the SDK keeps a resolved stack from the first call on, and a seam that came
 * later would never run: there all are placed at once.
 */
export class Binding {
  readonly client: BoundClient;
  readonly endpointResolution: EndpointResolution;
  /** The SDK keeps resolved stacks: what runs is decided at each call, not when the stack is resolved. */
  readonly isCached: boolean;
  readonly #missingCredentials: MissingCredentials;
  readonly #registrationsFor: (eventName: string) => readonly Registration[];
  readonly #hasHandlers: (type: ClientEventType) => boolean;
  #weaving: Weaving | undefined;
  /** The seams with an entry of their own, which is there while one of their events has a handler. */
  readonly #standing = new Map<Seam, StandingSeam>();
  readonly #operations = new Map<string | undefined, Operation>();
  /** The stack that is being resolved: the SDK does it at one go, from the innermost middleware to the outermost. */
  #resolution: Resolution | undefined;
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
    const isNeeded = (seam: Seam): boolean =>
      this.#attached && (this.isCached || seam.events.some(this.#hasHandlers));
    if (SEAMS.some(isNeeded)) this.#weaving ??= this.#weave();
    else this.#unravel();
    for (const [seam, entry] of this.#standing) {
      const { middlewareStack: stack } = this.client;
      if (isNeeded(seam) === entry.isThere) continue;
      if (entry.isThere) stack.remove(entry.middleware);
      else stack.add(entry.middleware, { name: this.#freeName(seam), ...entry.step });
      entry.isThere = !entry.isThere;
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

  /** The handlers of an operation's events, in running order. */
  handlersOf(operation: Operation): Handlers {
    return this.#registeredFor(operation).handlers;
  }

  /** Whether a seam has something to do for an operation now. */
  isActive(seam: Seam, operation: Operation): boolean {
    return this.#registeredFor(operation).seams.has(seam);
  }

  /** What is known of the stack that is being resolved with a context, in which a seam was come across. */
  resolve(seam: Seam, context: HandlerContext): Resolution {
    const resolution = this.#resolutionOf(context);
    resolution.seams.add(seam);
    // The outermost: a context leads to all of its call, which must not be held on to.
    if (seam === initializeSeam) this.#resolution = undefined;
    return resolution;
  }

  /** What is registered for an operation now. */
  #registeredFor(operation: Operation): Registered {
    const known = operation.registered;
    if (known !== undefined && known.version === this.#version) return known;
    // With a member for each type, so that all operations' are of one shape, which is quicker to read.
    const handlers = Object.fromEntries(
      CLIENT_EVENT_TYPES.map((type) => [
        type,
        this.#attached ? this.#registrationsFor(operation.eventNames[type]) : NO_HANDLERS,
      ]),
    ) as Handlers;
    const seams = new Set(SEAMS.filter(({ events }) => events.some((type) => handlers[type].length > 0)));
    operation.registered = { version: this.#version, handlers, seams };
    return operation.registered;
  }

  #weave(): Weaving {
    const { middlewareStack: stack, config } = this.client;
    const names = namesIn(stack);
    const strands: Strand[] = [
      { anchor: "httpSigningMiddleware", side: "inside", middleware: this.#noteAfterSigning },
      // At two places, since one of them may be lost itself.
      { anchor: "serializerMiddleware", side: "inside", middleware: this.#refuseLostSeams },
      { anchor: "retryMiddleware", side: "inside", middleware: this.#refuseLostSeams },
    ];
    for (const seam of SEAMS) {
      const place = seam.places.find((candidate) => "step" in candidate || names.has(anchorOf(candidate)));
      if (place === undefined) continue;
      if (place !== seam.places[0]) {
        config.logger?.debug?.(
          `@tucuxi/events: no ${anchorOf(seam.places[0] as Anchor)} in the stack, so the ${seam.name} seam stands at ${JSON.stringify(place)}`,
        );
      }
      const middleware = seamMiddleware(seam, this);
      if ("step" in place) this.#standing.set(seam, { step: place, middleware, isThere: false });
      else
        strands.push({ anchor: anchorOf(place), side: "inside" in place ? "inside" : "outside", middleware });
    }
    return new Weaving(stack, strands);
  }

  #unravel(): void {
    this.#weaving?.unravel();
    this.#weaving = undefined;
    for (const { middleware } of this.#standing.values()) this.client.middlewareStack.remove(middleware);
    this.#standing.clear();
  }

  #resolutionOf(context: HandlerContext): Resolution {
    if (this.#resolution?.context !== context) {
      let operation = this.#operations.get(context.commandName);
      if (operation === undefined) {
        operation = operationFor(this.client.config.serviceId, context);
        this.#operations.set(context.commandName, operation);
      }
      const needed = this.isCached ? ALL_SEAMS : this.#registeredFor(operation).seams;
      this.#resolution = { context, operation, seams: new Set(), needed, afterSigning: undefined };
    }
    return this.#resolution;
  }

  /** Tells how a request goes on that the SDK's signer is not to sign. */
  #noteAfterSigning: Middleware = (next, context) => {
    this.#resolutionOf(context).afterSigning = next;
    return next;
  };

  /** Refuses calls through a stack that lacks a seam: a middleware of the SDK that it had been woven into was replaced. */
  #refuseLostSeams: Middleware = (next, context) => {
    const { needed, seams, operation } = this.#resolutionOf(context);
    if (needed.size === 0) return next;
    let isWhole = false;
    return (args) => {
      if (isWhole) return next(args);
      for (const seam of needed) if (!seams.has(seam)) return Promise.reject(lostSeam(seam, operation));
      isWhole = true;
      return next(args);
    };
  };

  /** A name that no middleware of the stack has: a second copy of this package may be attached too. */
  #freeName({ name }: Seam): string {
    const names = namesIn(this.client.middlewareStack);
    let free = ownName(name);
    for (let copy = 2; names.has(free); copy++) free = `${ownName(name)}#${copy}`;
    return free;
  }
}

function lostSeam({ name, places }: Seam, { model }: Operation): BindingError {
  const anchors = places.flatMap((place) => ("step" in place ? [] : anchorOf(place)));
  const lost = anchors.join(" or ") || ownName(name);
  return new BindingError(
    "STACK_CHANGED",
    `handlers of ${model.name} would not run: ${lost} was taken out of the client's middleware stack, or replaced, after they were registered. Change the stack first, then register (or call events.detach(), and eventsOf(client) anew)`,
  );
}

function ownName(seam: string): string {
  return `tucuxi.${seam}`;
}

function anchorOf(anchor: Anchor): string {
  return "inside" in anchor ? anchor.inside : anchor.outside;
}
