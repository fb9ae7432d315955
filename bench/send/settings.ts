import type { Plan } from "../src/paired.js";

/** How a client is made and called. */
export interface Setting {
  readonly cacheMiddleware: boolean;
  /** Calls begun before the first has ended. */
  readonly inFlight: number;
  readonly plan: Plan;
}

export const ONE_BY_ONE: Plan = { turn: 1, warmUp: 2000, rounds: 1500 };

export const SETTINGS = {
  plain: { cacheMiddleware: false, inFlight: 1, plan: ONE_BY_ONE },
  cacheMiddleware: { cacheMiddleware: true, inFlight: 1, plan: ONE_BY_ONE },
  "100 in flight": { cacheMiddleware: false, inFlight: 100, plan: { turn: 1, warmUp: 20, rounds: 60 } },
} as const satisfies Record<string, Setting>;
