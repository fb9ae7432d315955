/**
 * A new id for each call: 32 lower-case hexadecimal digits, from 128 random bits of the platform's generator. All
 * attempts of a call send the same id.
 *
 * @example
 * ```ts
 * eventsOf(client).use(traceHeader({ header: "x-trace-id", value: random() }));
 * ```
 */
export function random(): () => string {
  return function randomId() {
    // Browsers don't have `crypto.randomUUID` on pages without TLS.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
}
