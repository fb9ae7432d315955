import type { Bar } from "./figure.js";

/** The project's bars. A run that misses one fails. */
export const BARS = {
  /** `send` on an attached client without a handler, over the bare client. */
  attached: { of: "ratio", atMost: 1.01 },
  /** `send` with one handler, over the same thing hand-written as a middleware. */
  oneHandler: { of: "ratio", atMost: 1.02 },
  /** `send` with a handler on each event of a call, over the bare client. */
  allEvents: { of: "ratio", atMost: 1.1 },
  /** Entries in the middleware stack of an attached client without a handler. */
  entriesAttached: { of: "median", atMost: 0 },
  /** Entries for the handlers of one type of event, or of all: `before-send` and `before-parse` share one. */
  entriesOfEvents: { of: "median", atMost: 1 },
  /** `emit` of one synchronous handler through a wildcard, over a `Map` look-up and call. */
  emitWildcard: { of: "ratio", atMost: 3 },
  /** `emit` with 10,000 other patterns registered, over 10. */
  emitAmongPatterns: { of: "ratio", atMost: 1.1 },
  /** A call with a payload of 5 MB that fails and is logged at `error` or `info`, over the bare client. */
  failedCall: { of: "ratio", atMost: 1.2 },
  /** What the logger does to hide a payload of 5 MB, over one of 100 kB. */
  payloadGrowth: { of: "ratio", atMost: 1.2 },
  /** Memory held after thousands of calls and clients, in MB: little that the engine keeps for hot code. */
  held: { of: "median", atMost: 0.5 },
  /** Memory held after 1,000,000 emissions of 100,000 names, in MB more than after the first 100,000: flat. */
  distinctNames: { of: "median", atMost: 0.1 },
  /** `@tucuxi/events` bundled without minimatch, minified and gzipped, in bytes. */
  bundle: { of: "median", atMost: 6000 },
} as const satisfies Record<string, Bar>;
