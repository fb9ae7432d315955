import type { InspectedRequest } from "@tucuxi/inspector";
import type { Scenario } from "./scenario.js";

/** One request, as far as two SDKs can agree on it. */
export interface ObservedRequest {
  readonly server: "endpoint" | "elsewhere";
  readonly operation: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The headers that the recipe touches; `null` where the request has none. */
  readonly headers: Readonly<Record<string, string | null>>;
  /** Which of them the signature covers. */
  readonly signed: readonly string[];
  readonly signature: string;
  readonly contentEncoding: string | null;
  readonly body: unknown;
}

/** What a recipe did. */
export interface Observation {
  readonly requests: readonly ObservedRequest[];
  readonly returned: unknown;
}

/**
 * On S3: SDK v3 names the operation (`x-id`), and in presigned URLs the payload's hash and the checksum mode; boto3
 * asks for escaped keys in listings.
 */
const S3_QUERY_OF_ONE_SDK = new Set(["x-id", "X-Amz-Content-Sha256", "x-amz-checksum-mode", "encoding-type"]);
/** They differ from run to run. */
const QUERY_OF_THE_MOMENT = new Set(["X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"]);

/** What is compared of a request. */
export function observed(
  server: ObservedRequest["server"],
  request: InspectedRequest,
  { headers = {}, body = bodyOf }: Scenario,
  endpoint: string,
): ObservedRequest {
  const { signature } = request;
  const touched = Object.entries(headers).map(([name, comparable]): [string, string | null] => {
    const value = request.headers[name];
    const checksum = request.checksums.find((report) => report.name === name);
    if (checksum !== undefined) return [name, checksum.valid ? "of this body" : "of another body"];
    return [name, value === undefined ? null : (comparable(value, endpoint) ?? null)];
  });
  return {
    server,
    operation: request.operation ?? null,
    method: request.method,
    // SDK v3 ends the path of a bucket with a slash.
    path: request.path.replace(/(?<=.)\/$/, ""),
    query: Object.fromEntries(
      [...request.query]
        .filter(([name]) => request.service !== "s3" || !S3_QUERY_OF_ONE_SDK.has(name))
        .map(([name, value]) => [name, QUERY_OF_THE_MOMENT.has(name) ? "of the moment" : value]),
    ),
    headers: Object.fromEntries(touched),
    signed:
      signature.state === "valid"
        ? Object.keys(headers).filter((name) => signature.signedHeaders.includes(name))
        : [],
    signature: signature.state === "invalid" ? `invalid: ${signature.reason}` : signature.state,
    contentEncoding: request.contentEncoding ?? null,
    body: body(request),
  };
}

/** A body as data: JSON and forms without their layout, anything else as text. */
function bodyOf({ text, headers }: InspectedRequest): unknown {
  const type = headers["content-type"] ?? "";
  if (/json/.test(type) && text !== "") return JSON.parse(text);
  if (/x-www-form-urlencoded/.test(type)) return Object.fromEntries(new URLSearchParams(text));
  return text;
}
