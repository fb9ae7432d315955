import { type ClientEventType, EVENT_CATALOGUE, type EventType, eventsOf } from "@tucuxi/events";
import type { Target } from "./targets.js";

const EVENT_TYPES = (Object.keys(EVENT_CATALOGUE) as EventType[]).filter(
  (type): type is ClientEventType => type !== "creating-client-class",
);

/**
 * What is done to a client before it is timed.
 *
 * @returns whether it did what it is timed for, asked after one call.
 */
type Variant = (target: Target) => () => boolean;

const addsHeader =
  ({ sent }: Target) =>
  (): boolean =>
    sent.headers["x-trace-id"] === "trace-trace";

const addsNothing =
  ({ sent }: Target) =>
  (): boolean =>
    !("x-trace-id" in sent.headers);

export const VARIANTS = {
  bare: addsNothing,
  attached(target) {
    eventsOf(target.client);
    return addsNothing(target);
  },
  "hand-written"(target) {
    target.addHandWritten();
    return addsHeader(target);
  },
  "one handler"(target) {
    eventsOf(target.client).register(`before-sign.${target.operation}`, function addTraceHeader({ request }) {
      request.headers["x-trace-id"] = "trace-trace";
    });
    return addsHeader(target);
  },
  "all events"({ client }) {
    const events = eventsOf(client);
    const seen = new Set<ClientEventType>();
    for (const type of EVENT_TYPES) {
      events.register(type, function watch() {
        seen.add(type);
      });
    }
    // A call that goes well has no `after-call-error`.
    return () => seen.size === EVENT_TYPES.length - 1;
  },
} satisfies Record<string, Variant>;

export type VariantName = keyof typeof VARIANTS;
