import type { Plan } from "../src/paired.js";

/** How handlers are registered. */
export interface Scenario {
  readonly handlers: 0 | 1 | 10;
  /** The patterns under which each handler is registered: the events' names, or one that matches all of them. */
  readonly patterns: readonly string[];
}

/** The events that are emitted in turn: more than one, so that no engine keeps the only look-up at hand. */
export const EVENT_NAMES = [
  "before-sign.cloudwatch.PutMetricData",
  "before-sign.cloudwatch.GetMetricData",
  "before-sign.dynamodb.GetItem",
  "before-sign.dynamodb.PutItem",
  "before-sign.s3.GetObject",
  "before-sign.s3.PutObject",
  "before-sign.sqs.GetQueueUrl",
  "before-sign.kms.PutKeyPolicy",
] as const;

const WILDCARD = ["before-sign.*.*"];
const GLOB = ["before-sign.*.{Put,Get}*"];

export const SCENARIOS = {
  "no handler": { handlers: 0, patterns: [] },
  "1 handler, exact": { handlers: 1, patterns: EVENT_NAMES },
  "1 handler, *": { handlers: 1, patterns: WILDCARD },
  "1 handler, glob": { handlers: 1, patterns: GLOB },
  "10 handlers, exact": { handlers: 10, patterns: EVENT_NAMES },
  "10 handlers, *": { handlers: 10, patterns: WILDCARD },
  "10 handlers, glob": { handlers: 10, patterns: GLOB },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** A turn of the quickest contender lasts some ten microseconds: a hundred times what reading the clock takes. */
export const PLAN: Plan = { turn: 2000, warmUp: 60, rounds: 150 };
