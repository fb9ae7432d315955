/**
 * `node memory.js names 100000 10`, `calls 5000` or `clients 2000`: the memory held after that much work. `garbage 10000`:
 * what calls leave behind.
 */
import { getHeapSpaceStatistics } from "node:v8";
import { Emitter, eventsOf } from "@tucuxi/events";
import { logger } from "@tucuxi/plugin-logger";
import { BARS } from "../src/bars.js";
import { TARGETS, type Target } from "../src/clients.js";
import type { Figure } from "../src/figure.js";
import { measuring, megabytesInUse } from "../src/program.js";
import { VARIANTS } from "../src/variants.js";

const NAME = "CloudWatch PutMetricData";
const UNTIL_COMPILED = 3000;

const PROGRAMS = {
  async names(count: number, times: number): Promise<Figure> {
    const names = Array.from(
      { length: count },
      (_, index) => `before-sign.service-${index % 1000}.Op${index}`,
    );
    const emitter = new Emitter();
    let runs = 0;
    emitter.register("before-sign.*", () => {
      runs++;
    });
    const value = await growth(1, times - 1, () => {
      for (const name of names) emitter.emit(name);
    });
    // Keeps the emitter and the names alive until the memory is measured.
    if (runs !== names.length * times) throw new Error(`the handler ran ${runs} times`);
    const what = `${count * times} emissions of ${count} names, over the first of each`;
    return { what, value, unit: "MB", atMost: BARS.names };
  },

  async calls(count: number): Promise<Figure> {
    const client = attached();
    const value = await growth(UNTIL_COMPILED, count, () => client.send());
    await client.send();
    return { what: `${count} calls with a handler on all events`, value, unit: "MB", atMost: BARS.held };
  },

  /** No single time shows it: V8 collects it once in thousands of calls. */
  async garbage(count: number): Promise<Figure> {
    const target = attached();
    eventsOf(target.client).use(logger({ level: "error" }));
    const value = (await promoted(target, count)) / (await promoted(TARGETS[NAME](false), count));
    const what = "garbage in the old space, a handler on all events and the logger";
    return { what, over: "bare", value, atMost: BARS.garbage };
  },

  async clients(count: number): Promise<Figure> {
    const value = await growth(UNTIL_COMPILED, count, () => attached().send());
    return { what: `${count} clients attached, used and dropped`, value, unit: "MB", atMost: BARS.held };
  },
};

await measuring(async (of, ...counts): Promise<Figure[]> => {
  const [count = 0, times = 0] = counts.map(Number);
  return [await PROGRAMS[of as keyof typeof PROGRAMS](count, times)];
});

function attached(): Target {
  const target = TARGETS[NAME](false);
  VARIANTS["all events"](target);
  return target;
}

/** The megabytes in use after many rounds, minus those in use after the first. */
async function growth(first: number, times: number, act: () => unknown): Promise<number> {
  for (let i = 0; i < first; i++) await act();
  const before = megabytesInUse();
  for (let i = 0; i < times; i++) await act();
  return megabytesInUse() - before;
}

/** The bytes that calls move to the old space, where objects get that survive two scavenges. */
async function promoted(target: Target, count: number): Promise<number> {
  const inOldSpace = (): number =>
    getHeapSpaceStatistics().find(({ space_name }) => space_name === "old_space")?.space_used_size ?? 0;
  for (let i = 0; i < UNTIL_COMPILED; i++) await target.send();
  let sum = 0;
  let before = inOldSpace();
  for (let i = 0; i < count; i++) {
    await target.send();
    const now = inOldSpace();
    // It's less after a full collection.
    sum += Math.max(0, now - before);
    before = now;
  }
  return sum;
}
