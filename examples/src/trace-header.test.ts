import { expect, it, vi } from "vitest";
import { useLocalAws } from "./local-aws.js";

const aws = useLocalAws();

/** A header of each request that arrived, each with a right signature. */
function sent(name: string): (string | undefined)[] {
  for (const { signature } of aws.inspector.requests) expect(signature.state).toBe("valid");
  return aws.inspector.requests.map(({ headers }) => headers[name]);
}

it("trace-header.ts sends a random id, signed, and needs no setting of the environment", async () => {
  vi.unstubAllEnvs();
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./trace-header.js");
  expect(log.mock.calls).toEqual([[expect.stringMatching(/^[0-9a-f]{32}$/), "signature valid"]]);
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
