import { InvokeStore } from "@aws/lambda-invoke-store";

/**
 * Runs code as an invocation, as Lambda's Node.js runtime does: as one of several at once where the environment
 * has `AWS_LAMBDA_MAX_CONCURRENCY`.
 */
export async function inInvocation<T>(
  headers: { traceId?: string; traceparent?: string; tracestate?: string; baggage?: string },
  run: () => Promise<T>,
): Promise<T> {
  const store = await InvokeStore.getInstanceAsync();
  return store.run(
    {
      [Symbol.for("_AWS_LAMBDA_X_RAY_TRACE_ID")]: headers.traceId,
      [Symbol.for("_AWS_LAMBDA_TRACEPARENT")]: headers.traceparent,
      [Symbol.for("_AWS_LAMBDA_TRACESTATE")]: headers.tracestate,
      [Symbol.for("_AWS_LAMBDA_BAGGAGE")]: headers.baggage,
    },
    run,
  );
}
