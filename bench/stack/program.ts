import { type ClientEventType, EVENT_CATALOGUE, eventsOf } from "@tucuxi/events";
import { TARGETS, type Target } from "../send/targets.js";
import { VARIANTS } from "../send/variants.js";
import { BARS } from "../src/bars.js";
import type { Bar, Figure } from "../src/figure.js";
import { measuring } from "../src/program.js";

const TARGET = "CloudWatch PutMetricData";

/** `node program.js`: how many entries of a client's middleware stack are ours. Each costs about 1 % of every call. */
await measuring(
  async (): Promise<Figure[]> => [
    ...Object.keys(EVENT_CATALOGUE)
      .filter((type): type is ClientEventType => type !== "creating-client-class")
      .map((type) => added(`a handler of ${type}`, handlerOf(type), BARS.entriesOfEvents)),
    added("attached", VARIANTS.attached, BARS.entriesAttached),
    added("all events", VARIANTS["all events"], BARS.entriesOfEvents),
    added("attached, with cacheMiddleware", VARIANTS.attached, BARS.entriesOfEvents, true),
    added("detached again", detached, BARS.entriesAttached),
  ],
);

function added(what: string, change: (target: Target) => unknown, bar: Bar, cacheMiddleware = false): Figure {
  const target = TARGETS[TARGET]({ cacheMiddleware });
  const count = (): number => target.client.middlewareStack.identify().length;
  const before = count();
  change(target);
  return { group: "entries in the middleware stack", what, median: count() - before, unit: "", bar };
}

function handlerOf(type: ClientEventType) {
  return ({ client }: Target): void => {
    eventsOf(client).register(type, () => {});
  };
}

function detached(target: Target): void {
  VARIANTS["all events"](target);
  eventsOf(target.client).detach();
}
