import { context, propagation } from "@opentelemetry/api";
import { aBoolean, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { TraceSource } from "./trace-source.js";

/** The options of `w3c()`. */
export interface W3cOptions {
  /**
   * Whether to send baggage. It contains what the application and its callers put there, which may not be meant for
   * AWS.
   *
   * @default true
   */
  readonly baggage?: boolean | undefined;
}

const CHECKS: Readonly<Record<keyof W3cOptions, OptionCheck>> = { baggage: aBoolean };

/**
 * Sends OpenTelemetry's context in W3C headers: `traceparent` and `tracestate` of the span that is active when the call
 * is made, and `baggage`. The propagator that is registered with `@opentelemetry/api` writes them. Without a registered
 * OpenTelemetry SDK nothing is sent.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`
 *
 * @example
 * ```ts
 * import { w3c } from "@tucuxi/plugin-trace-header/w3c";
 *
 * eventsOf(client).use(traceHeader({ value: w3c() }));
 * ```
 */
export function w3c(options: W3cOptions = {}): TraceSource {
  checkOptions("w3c()", options, CHECKS);
  const { baggage = true } = options;
  return {
    name: "w3c()",
    headers: baggage ? ["traceparent", "tracestate", "baggage"] : ["traceparent", "tracestate"],
    capture() {
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      return carrier;
    },
  };
}
