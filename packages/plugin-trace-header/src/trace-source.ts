/** The names of headers, at least one. */
export type HeaderNames = readonly [string, ...string[]];

/** Headers of one call by name. A missing or `undefined` one isn't sent. */
export type TraceHeaders = Readonly<Record<string, string | undefined>>;

/** Reads headers from the context in which a call is made. `xray()` and `w3c()` return one. */
export interface TraceSource {
  /** Its name in messages: `w3c()`. */
  readonly name: string;
  /** The names of the headers that it sets. If there is only one, `header` can rename it. */
  readonly headers: HeaderNames;
  /**
   * Reads the current context. It's called once per call, synchronously in `client.send`, so that it sees the caller's
   * context even if only synchronous code has one. Must be synchronous.
   */
  capture(): TraceHeaders;
}

/** Whether the option `value` is a source. */
export function isTraceSource(value: unknown): value is TraceSource {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "headers" in value &&
    Array.isArray(value.headers) &&
    value.headers.length > 0 &&
    value.headers.every((name) => typeof name === "string") &&
    "capture" in value &&
    typeof value.capture === "function"
  );
}
