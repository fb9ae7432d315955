import { createHmac } from "node:crypto";
import { canonicalRequest, sha256Hex, stringToSign } from "./canonical-request.js";
import { signsLikeS3 } from "./signature-faults.js";
import type { InspectorCredentials } from "./signature-report.js";
import { signingKey } from "./verify-signature.js";

/** A request to be signed. */
export interface UnsignedRequest {
  readonly method: string;
  /** As on the wire. */
  readonly path: string;
  readonly rawQuery: string;
  /** All headers that are sent, `host` among them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly credentials: InspectorCredentials;
  readonly region: string;
  readonly service: string;
  readonly time: Date;
}

/** Headers that aren't signed, since proxies and HTTP libraries change them. */
const UNSIGNED = new Set([
  "authorization",
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "x-amzn-trace-id",
]);

/** The request's headers with those of its signature. If they declare a hash of the body, it stays. */
export function signedHeaders(request: UnsignedRequest): (readonly [name: string, value: string])[] {
  const { credentials, region, service } = request;
  const amzDate = request.time.toISOString().replace(/[-:]|\.\d+/g, "");
  const date = amzDate.slice(0, 8);
  const declared = request.headers.find(([name]) => name.toLowerCase() === "x-amz-content-sha256")?.[1];
  const payloadHash = declared ?? sha256Hex(request.body);
  const replaced = new Set(["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"]);
  const headers: (readonly [string, string])[] = [
    ...request.headers.filter(([name]) => !replaced.has(name.toLowerCase())),
    ["x-amz-date", amzDate],
    ["x-amz-content-sha256", payloadHash],
  ];
  if (credentials.sessionToken !== undefined)
    headers.push(["x-amz-security-token", credentials.sessionToken]);
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))]
    .filter((name) => !UNSIGNED.has(name))
    .sort();
  const canonical = canonicalRequest({
    method: request.method,
    path: request.path,
    rawQuery: request.rawQuery,
    rawHeaders: headers,
    signedHeaders: names,
    payloadHash,
    pathStyle: signsLikeS3(service) ? "s3" : "normalized",
  });
  const scope = `${date}/${region}/${service}/aws4_request`;
  const key = signingKey(credentials.secretAccessKey, date, region, service);
  const signature = createHmac("sha256", key)
    .update(stringToSign(amzDate, scope, canonical))
    .digest("hex");
  headers.push([
    "authorization",
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  ]);
  return headers;
}
