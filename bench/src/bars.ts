/** The project's bars. A run that misses one fails. */
export const BARS = {
  attached: 1.01,
  oneHandler: 1.04,
  allEventsOverEntries: 1.1,
  allEventsOverBare: 1.15,
  /** `emit` with one synchronous handler through a wildcard, over a `Map` look-up and a call. */
  emit: 3,
  /** `emit` with 10,000 other patterns registered, over `emit` with 10. */
  emitAmongPatterns: 1.1,
  /** Extra megabytes held after 1,000,000 emissions of 100,000 names, compared with the first 100,000. */
  names: 0.1,
  /** Megabytes held after thousands of calls or clients. The engine keeps a little for hot code. */
  held: 0.5,
  /** What calls with handlers leave behind in V8's old space, over bare calls. */
  garbage: 1.5,
  /** A failing call, logged at `error` or `info`, over the bare client. */
  failedCall: 1.2,
  /** The logger's time to redact a payload of 5 MB, over one of 100 kB. */
  payloadGrowth: 1.2,
  /** `@tucuxi/events` bundled without minimatch, minified and gzipped, in bytes. */
  bundle: 18_000,
  /** Loading `@tucuxi/events` after the CloudWatch client, over loading that client. */
  loading: 0.25,
} as const;
