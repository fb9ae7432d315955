import type { Headers } from "@tucuxi/events";
import { invocationHeaders } from "./lambda-invocation.js";
import { mergedTraceId } from "./trace-id.js";
import type { TraceHeaders } from "./trace-source.js";

/** Headers to set in a request, by lower-case name. `undefined` removes one. */
export type Changes = ReadonlyMap<string, string | undefined>;

/**
 * How to add a call's headers to a request that may already have them. An existing value stays, unless `override` is
 * set. A value that the SDK copied from the Lambda invocation doesn't count as existing. An `X-Amzn-Trace-Id` keeps the
 * fields that the new one lacks.
 */
export function changesTo(headers: Readonly<Headers>, values: TraceHeaders, override: boolean): Changes {
  const changes = new Map<string, string | undefined>();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    // A tracestate is useful only with the traceparent that it came with, so both are added, or neither.
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
 * Removes what the SDK copied from the Lambda invocation. It would sign a `traceparent` in a presigned URL, and the
 * URL's user doesn't know its value (measured with SDK 3.1164).
 */
export function removeInvocationHeaders(headers: Headers, names: readonly string[]): void {
  for (const name of names) {
    if (name in headers && headers[name] === invocationHeaders()[name]) delete headers[name];
  }
}
