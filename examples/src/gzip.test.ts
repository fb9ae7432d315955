import { gunzipSync } from "node:zlib";
import { type InspectedRequest, type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

let inspector: Inspector;

beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
  vi.stubEnv("AWS_ENDPOINT_URL", inspector.url);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", inspector.credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", inspector.credentials.secretAccessKey);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await inspector.close();
});

function onlyRequest(): InspectedRequest {
  expect(inspector.requests).toHaveLength(1);
  return inspector.requests[0] as InspectedRequest;
}

it("gzip.ts sends PutMetricData compressed, and says by how much", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./gzip.js");
  const { headers, signature, wireBytes, wireBody, bodyBytes } = onlyRequest();
  expect(headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(wireBody)).toHaveLength(bodyBytes);
  expect(signature.state).toBe("valid");
  expect(log.mock.calls).toEqual([
    [
      `PutMetricData: ${bodyBytes} bytes to ${wireBytes}, ${(bodyBytes / wireBytes).toFixed(1)} times smaller`,
    ],
  ]);
});

it("gzip-s3.ts sends a stream of unknown length compressed, in the chunks and with the checksum that S3 wants", async () => {
  await import("./gzip-s3.js");
  const { headers, signature, checksums, text } = onlyRequest();
  expect(headers["content-encoding"]).toBe("gzip,aws-chunked");
  expect(signature.state).toBe("valid");
  expect(checksums).toMatchObject([{ name: "x-amz-checksum-crc32", location: "trailer", valid: true }]);
  expect(text?.split("\n")).toHaveLength(100_001);
});
