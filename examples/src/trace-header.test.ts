import { type Inspector, startInspector } from "@tucuxi/inspector";
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
  await inspector.close();
});

/** A header of each request that arrived, each with a right signature. */
function sent(name: string): (string | undefined)[] {
  for (const { signature } of inspector.requests) expect(signature.state).toBe("valid");
  return inspector.requests.map(({ headers }) => headers[name]);
}

it("trace-header.ts sends a random id", async () => {
  await import("./trace-header.js");
  expect(sent("x-trace-id")).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
});

it("trace-header-function.ts sends the id of the request that is being served, to Invoke alone", async () => {
  await import("./trace-header-function.js");
  expect(sent("x-request-id").sort()).toEqual(["request-1", "request-2", undefined]);
});

it("trace-header-w3c.ts sends the active span", async () => {
  await import("./trace-header-w3c.js");
  expect(sent("traceparent")).toEqual([expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)]);
});

it("trace-header-xray.ts sends the current subsegment", async () => {
  await import("./trace-header-xray.js");
  expect(sent("x-amzn-trace-id")).toEqual([
    expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/),
  ]);
});
