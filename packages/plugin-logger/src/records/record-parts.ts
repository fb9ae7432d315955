import type { Body } from "@tucuxi/events";
import type { Attempt, CallState } from "../call-state.js";

/** What all records of a call begin with. */
export function identityOf({ model, attempt }: CallState) {
  return {
    service: model.serviceName,
    operation: model.name,
    invocationId: attempt?.request.headers["amz-sdk-invocation-id"],
  };
}

/** What a response's headers say. */
export function answerOf(
  response: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> } | undefined,
) {
  const headers = response?.headers ?? {};
  return {
    status: response?.statusCode,
    // In the order of the SDK's own `$metadata`.
    requestId: headers["x-amzn-requestid"] ?? headers["x-amzn-request-id"] ?? headers["x-amz-request-id"],
    extendedRequestId: headers["x-amz-id-2"],
  };
}

/** The lengths of what an attempt sent and received, if they are known without reading. */
export function sizesOf({ serialized }: CallState, attempt: Attempt | undefined) {
  if (attempt === undefined) return {};
  const { request, response, received } = attempt;
  const encoding = request.headers["content-encoding"];
  const tap = received?.tap;
  return {
    requestBytes: contentLength(request.headers) ?? byteLength(request.body),
    requestBytesDecoded:
      serialized !== undefined && encoding !== undefined && encoding !== serialized.encoding
        ? byteLength(serialized.body)
        : undefined,
    // The content-length of a HEAD response is that of a body which isn't sent.
    responseBytes:
      response === undefined || request.method === "HEAD"
        ? undefined
        : (contentLength(response.headers) ?? (tap?.complete === true ? tap.bytes : undefined)),
  };
}

/** Milliseconds since a time of `performance.now()`, to a hundredth. */
export function millisecondsSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 100) / 100;
}

function contentLength(headers: Readonly<Record<string, string>>): number | undefined {
  const length = headers["content-length"];
  return length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined;
}

function byteLength(body: Body): number | undefined {
  if (body === undefined) return 0;
  if (typeof body === "string") return new TextEncoder().encode(body).byteLength;
  if (body instanceof Uint8Array || body instanceof ArrayBuffer) return body.byteLength;
  return body instanceof Blob ? body.size : undefined;
}
