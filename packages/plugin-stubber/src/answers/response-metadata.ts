import type { WireResponse } from "../protocols/client-protocol.js";

const METADATA_HEADERS: Readonly<Record<string, string>> = {
  requestId: "x-amzn-requestid",
  extendedRequestId: "x-amz-id-2",
  cfId: "x-amz-cf-id",
};

/** Puts what a test wants in `$metadata` where the SDK reads it. */
export function withMetadata(response: WireResponse, metadata: unknown): WireResponse {
  if (typeof metadata !== "object" || metadata === null) return response;
  const headers = { ...response.headers };
  let { statusCode } = response;
  for (const [name, value] of Object.entries(metadata)) {
    const header = METADATA_HEADERS[name];
    if (header !== undefined && typeof value === "string") headers[header] = value;
    else if (name === "httpStatusCode" && typeof value === "number") statusCode = value;
  }
  return { ...response, statusCode, headers };
}
