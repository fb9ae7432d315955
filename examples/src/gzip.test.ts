import { gunzipSync } from "node:zlib";
import type { InspectedRequest } from "@tucuxi/inspector";
import { expect, it, vi } from "vitest";
import { useLocalAws } from "./local-aws.js";

const aws = useLocalAws();

function onlyRequest(): InspectedRequest {
  expect(aws.inspector.requests).toHaveLength(1);
  return aws.inspector.requests[0] as InspectedRequest;
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
