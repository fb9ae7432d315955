import { S3 } from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { DEFAULT_CREDENTIALS, type InspectedRequest, type PreciseResponse } from "@tucuxi/inspector";

/**
 * A service that signs S3 requests for clients without credentials, as data catalogues have one: it takes
 * `{ method, uri, region, headers }` and gives the URI to use, which it marks, and the headers to send.
 */
export async function signingService({ text }: InspectedRequest): Promise<PreciseResponse> {
  const { method, uri, region, headers }: UnsignedRequest = JSON.parse(text);
  const url = new URL(uri);
  url.searchParams.set("signed-by", "catalogue");
  const signer = new SignatureV4({
    ...new S3({ region, credentials: DEFAULT_CREDENTIALS }).config,
    service: "s3",
    uriEscapePath: false,
  });
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    // A stream that is sent in chunks says so here.
    headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD", ...headers, host: url.host },
  });
  const body = JSON.stringify({ uri: url, headers: signed.headers });
  return { headers: { "content-type": "application/json" }, body };
}

interface UnsignedRequest {
  readonly method: string;
  readonly uri: string;
  readonly region: string;
  readonly headers: Record<string, string>;
}
