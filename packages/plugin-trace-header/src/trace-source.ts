/** The names of headers: one at least. */
export type HeaderNames = readonly [string, ...string[]];

/** Headers of one call by name; an absent or `undefined` one is not sent. */
export type TraceHeaders = Readonly<Record<string, string | undefined>>;

/** Headers that come from what is current where a call is made: what `xray()` and `w3c()` are. */
export interface TraceSource {
  /** What messages call it: `w3c()`. */
  readonly name: string;
  /** The names of the headers that it sets. One that sets a single header can be given another name by `header`. */
  readonly headers: HeaderNames;
  /**
   * Reads what is current. Called once for a call, by `client.send` itself before it gives way to other code, so
   * that it sees the caller's context also where only synchronous code has one. Must be synchronous.
   */
  capture(): TraceHeaders;
}

/** Whether a value of the option `value` is a source. */
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
