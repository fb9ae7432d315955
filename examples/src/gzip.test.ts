import type { InspectedRequest } from "@tucuxi/inspector";
import { expect, it, vi } from "vitest";
import { useLocalAws } from "./local-aws.js";

const aws = useLocalAws();

function onlyRequest(): InspectedRequest {
  expect(aws.inspector.requests).toHaveLength(1);
  return aws.inspector.requests[0] as InspectedRequest;
}

it("gzip.ts sends PutMetricData compressed, says by how much, and needs no setting of the environment", async () => {
  vi.unstubAllEnvs();
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./gzip.js");
  const [[told = ""] = [], [arrived = ""] = [], ...more] = log.mock.calls.map(([line]) => [String(line)]);
  const [, bodyBytes, wireBytes, ratio] =
    /^PutMetricData: (\d+) bytes to (\d+), ([\d.]+) times smaller$/.exec(told) ?? [];
  expect(Number(wireBytes)).toBeGreaterThan(0);
  expect(ratio).toBe((Number(bodyBytes) / Number(wireBytes)).toFixed(1));
  // The endpoint decodes what arrives, and refuses a wrong signature.
  expect(arrived).toBe(`arrived: ${wireBytes} bytes of gzip, ${bodyBytes} decoded, signature valid`);
  expect(more).toEqual([]);
});

it("gzip-s3.ts sends a stream of unknown length compressed, in the chunks and with the checksum that S3 wants", async () => {
  await import("./gzip-s3.js");
  const { headers, signature, checksums, text } = onlyRequest();
  expect(headers["content-encoding"]).toBe("gzip,aws-chunked");
  expect(signature.state).toBe("valid");
  expect(checksums).toMatchObject([{ name: "x-amz-checksum-crc32", location: "trailer", valid: true }]);
  expect(text?.split("\n")).toHaveLength(100_001);
});
