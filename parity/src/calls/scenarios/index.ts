import type { Scenarios } from "../scenario.js";
import { COLLECTIONS } from "./collections.js";
import { EVENT_TRACES } from "./event-traces.js";
import { FAILURES } from "./failures.js";
import { HANDLERS } from "./handlers.js";
import { NAMES } from "./names.js";
import { OVERRIDES } from "./overrides.js";
import { PROTOCOLS } from "./protocols.js";
import { SIGNING } from "./signing.js";
import { STREAMS } from "./streams.js";

/** Every scenario. */
export const SCENARIOS: Scenarios = merged(
  EVENT_TRACES,
  PROTOCOLS,
  FAILURES,
  HANDLERS,
  SIGNING,
  OVERRIDES,
  COLLECTIONS,
  NAMES,
  STREAMS,
);

/** Merges sets of scenarios. Their names must differ, or one of two would be lost. */
function merged(...sets: readonly Scenarios[]): Scenarios {
  const entries = sets.flatMap((set) => Object.entries(set));
  const scenarios = Object.fromEntries(entries);
  if (Object.keys(scenarios).length === entries.length) return scenarios;
  const names = entries.map(([name]) => name);
  throw new Error(`two scenarios have the name "${names.find((name, at) => names.indexOf(name) !== at)}"`);
}
