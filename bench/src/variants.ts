import { HttpRequest } from "@smithy/protocol-http";
import type { FinalizeHandler, MiddlewareStack } from "@smithy/types";
import { type ClientEventType, EVENT_CATALOGUE, eventsOf } from "@tucuxi/events";
import { TARGETS, type Target, type TargetName } from "./clients.js";

export const EVENT_TYPES = Object.keys(EVENT_CATALOGUE).filter(
  (type): type is ClientEventType => type !== "creating-client-class",
);

/**
 * Prepares a client for timing.
 *
 * @returns a function that tells, after one call, whether the client did what it is timed for.
 */
export type Variant = (target: Target, name: TargetName) => () => boolean;

const addsHeader = ({ sent }: Target): boolean => sent()["x-trace-id"] === "trace-trace";

export const VARIANTS = {
  bare: (target) => () => !addsHeader(target),
  attached(target) {
    eventsOf(target.client);
    return () => !addsHeader(target);
  },
  "one handler"(target) {
    eventsOf(target.client).register(`before-sign.${target.operation}`, function addTraceHeader({ request }) {
      request.headers["x-trace-id"] = "trace-trace";
    });
    return () => addsHeader(target);
  },
  "by hand"(target) {
    stackOf(target).addRelativeTo(addTraceHeader, {
      name: "addTraceHeader",
      relation: "before",
      toMiddleware: "awsAuthMiddleware",
    });
    return () => addsHeader(target);
  },
  "all events"({ client }) {
    const events = eventsOf(client);
    const seen = new Set<ClientEventType>();
    for (const type of EVENT_TYPES) {
      events.register(type, function watch() {
        seen.add(type);
      });
    }
    // A successful call has no `after-call-error`.
    return () => seen.size === EVENT_TYPES.length - 1;
  },
  "entries that do nothing"(target, name) {
    const places = placesOfAllEvents(name);
    let ran = 0;
    for (const place of places) {
      const doNothing: Middleware = (next) => (args) => {
        ran++;
        return next(args);
      };
      if ("toMiddleware" in place) stackOf(target).addRelativeTo(doNothing, place);
      else stackOf(target).add(doNothing, place);
    }
    return () => places.length > 0 && ran === places.length;
  },
} as const satisfies Record<string, Variant>;

export type VariantName = keyof typeof VARIANTS;

/** A client's stack, regardless of its commands. */
type Stack = MiddlewareStack<object, object>;
type Middleware = <Args, Result>(next: (args: Args) => Promise<Result>) => (args: Args) => Promise<Result>;
type Place = Parameters<Stack["add"]>[1] | Parameters<Stack["addRelativeTo"]>[1];

function stackOf({ client }: Target): Stack {
  return client.middlewareStack as Stack;
}

/** Where Tucuxi adds entries to a client with a handler on each event. */
function placesOfAllEvents(name: TargetName): Place[] {
  const target = TARGETS[name](false);
  const stack = stackOf(target);
  const places = new Map<string, Place>();
  for (const method of ["add", "addRelativeTo"] as const) {
    const original = stack[method];
    Object.assign(stack, {
      [method](middleware: Middleware, place: Place): void {
        places.set(place.name ?? "", place);
        Reflect.apply(original, stack, [middleware, place]);
      },
    });
  }
  VARIANTS["all events"](target);
  const entries = new Set(stack.identify().map((line) => line.split(" ")[0] ?? ""));
  return [...places.values()].filter(({ name = "" }) => name.startsWith("tucuxi.") && entries.has(name));
}

/**
 * Does what the handler does. The retry middleware sends the same request again, so each attempt needs a
 * copy.
 */
function addTraceHeader<Output extends object>(next: FinalizeHandler<object, Output>): typeof next {
  return (args) => {
    if (!HttpRequest.isInstance(args.request)) return next(args);
    const request = HttpRequest.clone(args.request);
    request.headers["x-trace-id"] = "trace-trace";
    return next({ ...args, request });
  };
}
