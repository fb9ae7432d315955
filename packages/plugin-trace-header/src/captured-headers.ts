import { type CallContext, clientOf, type Logger } from "@tucuxi/events";
import { HEADER_VALUE, isHeaderValue } from "./header-field.js";
import type { HeaderNames, TraceHeaders, TraceSource } from "./trace-source.js";

/**
 * What a source has for a call, under the names that are sent. A value that no header can have is left out and reported
 * to the client's logger: baggage and trace fields come from the application's own callers, who must not be able to
 * make its calls fail.
 */
export function capturedHeaders(source: TraceSource, names: HeaderNames, context: CallContext): TraceHeaders {
  const values = source.capture();
  const headers: Record<string, string> = {};
  for (const [index, given] of source.headers.entries()) {
    const value = values[given];
    const name = names[index];
    if (!value || name === undefined) continue;
    if (isHeaderValue(value)) headers[name] = value;
    else {
      const reason = `trace-header: "${name}" isn't sent. Its value from ${source.name} isn't ${HEADER_VALUE}:`;
      loggerOf(context)?.warn?.(reason, value);
    }
  }
  return headers;
}

function loggerOf(context: CallContext): Logger | undefined {
  const { logger }: { readonly logger?: Logger } = clientOf(context).config;
  return logger;
}
