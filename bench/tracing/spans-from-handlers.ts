import { type Span, SpanKind, trace } from "@opentelemetry/api";
import { type CallContext, type ClientLike, eventsOf } from "@tucuxi/events";

/** The spans of OpenTelemetry's own instrumentation, one for each call, from three handlers. */
export function spansFromHandlers(client: ClientLike): void {
  const tracer = trace.getTracer("bench");
  const spans = new WeakMap<CallContext, Span>();
  const events = eventsOf(client);
  events.register("before-parameter-build", function startSpan({ model, context: call }) {
    const attributes = {
      "rpc.system": "aws-api",
      "rpc.service": model.serviceName,
      "rpc.method": model.name,
    };
    spans.set(call, tracer.startSpan(model.name, { kind: SpanKind.CLIENT, attributes }));
  });
  events.register("after-call", function endSpan({ httpResponse, context: call }) {
    spans
      .get(call)
      ?.setAttribute("http.response.status_code", httpResponse?.statusCode ?? 0)
      .end();
  });
  events.register("after-call-error", function endFailedSpan({ exception, context: call }) {
    const span = spans.get(call);
    if (exception instanceof Error) span?.recordException(exception);
    span?.end();
  });
}
