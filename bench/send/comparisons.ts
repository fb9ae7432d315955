import { BARS } from "../src/bars.js";
import type { Bar } from "../src/figure.js";
import type { VariantName } from "./variants.js";

/** What a client is held against, in the same process. */
export interface Comparison {
  readonly baseline: VariantName;
  readonly bar?: Bar;
}

/** The first is the noise of the run: the same thing against itself. */
export const COMPARISONS = {
  bare: { baseline: "bare" },
  attached: { baseline: "bare", bar: BARS.attached },
  "one handler": { baseline: "hand-written", bar: BARS.oneHandler },
  "all events": { baseline: "bare", bar: BARS.allEvents },
} as const satisfies Partial<Record<VariantName, Comparison>>;
