import type { TraceHeaders } from "./trace-source.js";

/** The parts of Node.js and of Lambda's runtime that we read, absent elsewhere. */
interface LambdaGlobals {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly awslambda?: { readonly InvokeStore?: InvokeStore };
}

/** `@aws/lambda-invoke-store`, where Lambda's runtime keeps what belongs to one of several concurrent invocations. */
interface InvokeStore {
  getXRayTraceId?(): string | undefined;
  getTraceparent?(): string | undefined;
  getTracestate?(): string | undefined;
  getBaggage?(): string | undefined;
}

/**
 * The trace headers of the Lambda invocation that the caller runs in, if any: what the SDK's
 * `recursionDetectionMiddleware` gives each request. The store knows concurrent invocations of one process apart;
 * the environment variable, for a process that runs one at a time, is the same in all of them.
 */
export function invocationHeaders(): TraceHeaders {
  const { process, awslambda } = globalThis as LambdaGlobals;
  const store = awslambda?.InvokeStore;
  const { AWS_LAMBDA_FUNCTION_NAME, _X_AMZN_TRACE_ID } = process?.env ?? {};
  return {
    "x-amzn-trace-id": AWS_LAMBDA_FUNCTION_NAME ? (store?.getXRayTraceId?.() ?? _X_AMZN_TRACE_ID) : undefined,
    traceparent: store?.getTraceparent?.(),
    tracestate: store?.getTracestate?.(),
    baggage: store?.getBaggage?.(),
  };
}
