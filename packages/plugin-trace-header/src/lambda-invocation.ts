import type { TraceHeaders } from "./trace-source.js";

/** The parts of Node.js and Lambda's runtime that are read here. They are absent elsewhere. */
interface LambdaGlobals {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly awslambda?: { readonly InvokeStore?: InvokeStore };
}

/** `@aws/lambda-invoke-store`, where Lambda's runtime keeps the data of each concurrent invocation. */
interface InvokeStore {
  getXRayTraceId?(): string | undefined;
  getTraceparent?(): string | undefined;
  getTracestate?(): string | undefined;
  getBaggage?(): string | undefined;
}

/**
 * The trace headers of the current Lambda invocation, if there is one. The SDK's `recursionDetectionMiddleware` adds
 * the same headers to each request. The store tells concurrent invocations in one process apart. The environment
 * variable is for a process with one invocation at a time, and is the same for all of them.
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
