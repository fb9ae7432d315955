import {
  type ClientEventType,
  EVENT_CATALOGUE,
  eventsOf,
  type OperationModel,
  type Plugin,
} from "@tucuxi/events";
import { logger } from "@tucuxi/plugin-logger";
import type { SdkClient } from "./sdk.js";
import { EVERYTHING, SHELF } from "./shelf.js";

/** What handlers saw of a call. */
export interface Seen {
  readonly events: string[];
  readonly models: Set<OperationModel>;
}

/** A way to attach Tucuxi to a client. */
export interface Attachment {
  readonly name: string;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Whether requests differ by design. The outcome must still be the same, and the signature as valid. */
  readonly changesRequests?: boolean;
  /** Whether it records what handlers see. */
  readonly watches?: boolean;
  attach(client: SdkClient, seen: Seen, seed: number): void;
}

const TYPES = Object.keys(EVENT_CATALOGUE).filter(
  (type): type is ClientEventType => type !== "creating-client-class",
);

function handlersOnAll(client: SdkClient, seen: Seen, wait: boolean): void {
  const events = eventsOf(client);
  for (const type of TYPES) {
    const watch = (payload: { readonly eventName: string; readonly model?: OperationModel }): void => {
      seen.events.push(payload.eventName);
      if (payload.model !== undefined) seen.models.add(payload.model);
    };
    // The only event whose handlers must be synchronous, because the SDK is.
    if (!wait || type === "before-endpoint-resolution") events.register(type, watch);
    else
      events.register(type, async (payload) => {
        await undefined;
        watch(payload);
      });
  }
}

export const ATTACHMENTS: readonly Attachment[] = [
  { name: "sync", watches: true, attach: (client, seen) => handlersOnAll(client, seen, false) },
  { name: "async", watches: true, attach: (client, seen) => handlersOnAll(client, seen, true) },
  {
    name: "cacheMiddleware",
    watches: true,
    config: { cacheMiddleware: true },
    attach: (client, seen) => handlersOnAll(client, seen, false),
  },
  {
    name: "logger",
    attach: (client) =>
      eventsOf(client).use(logger({ logger: EVERYTHING, level: "trace", format: "object" })),
  },
  {
    name: "plugins",
    changesRequests: true,
    attach: (client, _, seed) => {
      for (const plugin of shuffled(SHELF, seed)) eventsOf(client).use(plugin());
    },
  },
];

/** The plugins, in an order that depends on the seed. */
function shuffled(plugins: readonly (() => Plugin)[], seed: number): readonly (() => Plugin)[] {
  const order = [...plugins];
  let state = seed;
  for (let at = order.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (at + 1);
    [order[at], order[other]] = [order[other] as () => Plugin, order[at] as () => Plugin];
  }
  return order;
}
