import { type CallContext, clientOf, type Logger } from "@tucuxi/events";
import { HEADER_VALUE, isHeaderValue } from "./header-field.js";
import type { HeaderNames, TraceHeaders, TraceSource } from "./trace-source.js";

/**
 * What a source has for a call, under the names that are sent. A value that no header can carry is left out and
 * reported to the client's logger: baggage and fields of a trace come from whoever called the application, who must
 * not be able to make its own calls fail.
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
      const reason = `trace-header: "${name}" is not sent, since what ${source.name} has for it is not ${HEADER_VALUE}:`;
      loggerOf(context)?.warn?.(reason, value);
    }
  }
  return headers;
}

function loggerOf(context: CallContext): Logger | undefined {
  const { logger }: { readonly logger?: Logger } = clientOf(context).config;
  return logger;
}
