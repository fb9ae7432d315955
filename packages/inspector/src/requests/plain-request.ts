import type { InspectedRequest } from "./inspected-request.js";

/** A request without its framing and signature, for sending it again. */
export interface PlainRequest {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** Headers of a connection, of a signature, and of the SDK's retries. */
const DROPPED =
  /^(?::authority|host|connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|expect|content-length|authorization|x-amz-date|date|x-amz-security-token|x-amz-content-sha256|x-amz-decoded-content-length|x-amz-trailer)$/;

/** Parameters of a presigned URL. */
const PRESIGNED =
  /^X-Amz-(?:Algorithm|Content-Sha256|Credential|Date|Expires|Security-Token|Signature|SignedHeaders)=/i;

/** Removes aws-chunked framing, whose trailers become headers, and everything of the old signature. */
export function plainRequest(request: InspectedRequest, payload: Uint8Array): PlainRequest {
  const question = request.url.indexOf("?");
  const query = question < 0 ? "" : request.url.slice(question + 1);
  const headers = request.rawHeaders.flatMap(([name, value]): [string, string][] => {
    const lower = name.toLowerCase();
    if (DROPPED.test(lower)) return [];
    if (lower !== "content-encoding") return [[lower, value]];
    const encodings = value.split(",").map((encoding) => encoding.trim());
    const kept = encodings.filter((encoding) => encoding !== "aws-chunked" && encoding !== "");
    return kept.length === 0 ? [] : [[lower, kept.join(", ")]];
  });
  for (const [name, value] of Object.entries(request.trailers)) {
    if (name.startsWith("x-amz-checksum-")) headers.push([name, value]);
  }
  return {
    method: request.method,
    path: request.path,
    rawQuery: query
      .split("&")
      .filter((field) => !PRESIGNED.test(field))
      .join("&"),
    headers,
    body: payload,
  };
}
