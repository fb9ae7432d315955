import { TARGETS } from "../send/targets.js";
import { VARIANTS } from "../send/variants.js";
import { BARS } from "../src/bars.js";
import type { Figure } from "../src/figure.js";
import { heapInUse } from "../src/memory.js";
import { measuring } from "../src/program.js";

const GROUP = "memory that stays";
const WARM_UP = 3000;

/** `node held.js 5000 2000`: what is left of so many calls, and of so many clients that were attached and dropped. */
await measuring(async (calls, clients): Promise<Figure[]> => {
  const client = attached();
  const ofCalls = await growth(Number(calls), () => client.send());
  const ofClients = await growth(Number(clients), () => attached().send());
  // The client lives until here.
  await client.send();
  return [
    figure(`${Number(calls).toLocaleString("en-US")} calls with a handler on all events`, ofCalls),
    figure(`${Number(clients).toLocaleString("en-US")} clients attached, used and dropped`, ofClients),
  ];
});

function attached() {
  const target = TARGETS["CloudWatch PutMetricData"]({ cacheMiddleware: false });
  VARIANTS["all events"](target);
  return target;
}

/** The bytes in use after doing something so often, over those after doing it until its code is compiled. */
async function growth(times: number, act: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) await act();
  const before = heapInUse();
  for (let i = 0; i < times; i++) await act();
  return heapInUse() - before;
}

function figure(what: string, bytes: number): Figure {
  return { group: GROUP, what, median: bytes / 1e6, unit: "MB", bar: BARS.held };
}
