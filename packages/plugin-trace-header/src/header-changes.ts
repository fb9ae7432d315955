import type { Headers } from "@tucuxi/events";
import { invocationHeaders } from "./lambda-invocation.js";
import { mergedTraceId } from "./trace-id.js";
import type { TraceHeaders } from "./trace-source.js";

/** Headers to set in a request, by lower-case name; `undefined` for one to take away. */
export type Changes = ReadonlyMap<string, string | undefined>;

/**
 * How headers of a call go into a request that may have such headers already. A value that is there stays, unless
 * `override` says otherwise; one that the SDK took over from the Lambda invocation by itself never counts. An
 * `X-Amzn-Trace-Id` keeps the fields that the new one lacks.
 */
export function changesTo(headers: Readonly<Headers>, values: TraceHeaders, override: boolean): Changes {
  const changes = new Map<string, string | undefined>();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    // A tracestate is of use only to the traceparent that it came with: both go in, or neither.
    const decisive = name === "tracestate" && "traceparent" in values ? "traceparent" : name;
    const present = headers[decisive];
    if (present !== undefined && !override && present !== invocationHeaders()[decisive]) continue;
    changes.set(name, name === "x-amzn-trace-id" ? mergedTraceId(value, headers[name]) : value);
    if (name === "traceparent" && present !== undefined && !("tracestate" in values)) {
      changes.set("tracestate", undefined);
    }
  }
  return changes;
}

/**
 * Takes out what the SDK took over from the Lambda invocation: of a presigned URL it would sign a `traceparent`, which
 * the URL's user does not know (measured with SDK 3.1164).
 */
export function removeInvocationHeaders(headers: Headers, names: readonly string[]): void {
  for (const name of names) {
    if (name in headers && headers[name] === invocationHeaders()[name]) delete headers[name];
  }
}
