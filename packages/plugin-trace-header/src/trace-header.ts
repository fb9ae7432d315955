import { type CallContext, type HttpRequest, isPresigned, wholeOf } from "@tucuxi/events";
import { CallMap, definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { capturedHeaders } from "./captured-headers.js";
import { evaluatedHeaders } from "./evaluated-headers.js";
import { type Changes, changesTo, removeInvocationHeaders } from "./header-changes.js";
import { type BeforeSignEvent, checkedOptions, type TraceHeaderOptions } from "./options.js";
import type { TraceHeaders } from "./trace-source.js";

/**
 * Adds a header to a client's requests. All attempts of a call send the same value. Presigned URLs get no header, since
 * the URL's user would have to send it too.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`
 *
 * @example
 * ```ts
 * eventsOf(client).use(traceHeader({ header: "x-trace-id", value: random() }));
 * ```
 */
export function traceHeader(options: TraceHeaderOptions): Plugin {
  const { names, value, signed, override } = checkedOptions(options);
  const [name] = names;
  const ofCall = new CallMap<TraceHeaders | Promise<TraceHeaders>>();
  /** What the current attempt's request gets after it's signed. */
  const afterSigning = new CallMap<Changes>();

  function headersOf(event: BeforeSignEvent): TraceHeaders | Promise<TraceHeaders> {
    if (typeof value === "string") return { [name]: value };
    return typeof value === "function"
      ? evaluatedHeaders(value, name, event, addTraceHeader)
      : capturedHeaders(value, names, event.context);
  }

  /** A part of a call has no beginning of its own. The caller's context was read for the whole call. */
  function capturedForWhole(context: CallContext): TraceHeaders | Promise<TraceHeaders> | undefined {
    const whole = wholeOf(context);
    return whole && ofCall.get(whole);
  }

  function addTraceHeader(event: BeforeSignEvent): void | Promise<void> {
    const { request, context } = event;
    if (isPresigned(context)) return removeInvocationHeaders(request.headers, names);
    const headers = ofCall.get(context) ?? capturedForWhole(context) ?? headersOf(event);
    ofCall.set(context, headers);
    return headers instanceof Promise
      ? headers.then((resolved) => change(request, context, resolved))
      : change(request, context, headers);
  }

  function change({ headers }: HttpRequest, context: CallContext, values: TraceHeaders): void {
    const changes = changesTo(headers, values, override);
    if (!signed) afterSigning.set(context, changes);
    for (const [changed, text] of changes) {
      // A header that is added after signing must not be signed with another value.
      if (text === undefined || !signed) delete headers[changed];
      else headers[changed] = text;
    }
  }

  function addUnsignedTraceHeader({ request: { headers }, context }: UnsignedEvent): void {
    for (const [added, text] of afterSigning.get(context) ?? []) {
      if (text !== undefined && (override || !(added in headers))) headers[added] = text;
    }
  }

  return definePlugin({
    name: `trace-header:${name}`,
    register(events) {
      if (typeof value === "object") {
        // This pattern runs before plainer ones. After a handler that awaits, the caller's context would be lost.
        events.registerFirst("provide-client-params.*.*", function captureTrace({ context }) {
          ofCall.set(context, capturedHeaders(value, names, context));
        });
      }
      // Runs after all others, to find what they set.
      events.registerLast("before-sign", addTraceHeader);
      // Runs before all others, so that those that log or forward the request see it.
      if (!signed) events.registerFirst("before-send.*.*", addUnsignedTraceHeader);
    },
  });
}

interface UnsignedEvent {
  readonly request: HttpRequest;
  readonly context: CallContext;
}
