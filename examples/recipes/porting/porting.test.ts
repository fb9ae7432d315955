import { S3 } from "@aws-sdk/client-s3";
import { startInspector } from "@tucuxi/inspector";
import { expect, it } from "vitest";
import * as gzipMetrics from "../gzip-metrics/recipe.js";
import { playPort } from "../harness/play-port.js";
import { whole } from "../harness/scenario.js";
import { openStage } from "../harness/stage.js";
import * as middleware from "./middleware.js";
import * as sdkV2 from "./sdk-v2.js";

it("the hand-written middleware of the guide and the recipe send the same, through a retry", async () => {
  await using stage = await openStage();
  const scenario = { headers: { "content-encoding": whole, "content-length": whole }, respond: ["500"] };
  const byHand = await stage.observe({ ...scenario, ...middleware }, playPort(middleware));
  const byEvent = await stage.observe({ ...scenario, ...gzipMetrics }, playPort(gzipMetrics));
  expect(byHand.requests).toHaveLength(2);
  expect(byHand.requests[0]).toMatchObject({ contentEncoding: "gzip", signature: "valid" });
  expect(byEvent).toEqual(byHand);
});

it("the guide's answer to SDK v2's request.on adds the header, retries and logs", async () => {
  await using stage = await openStage();
  const scenario = { ...sdkV2, headers: { "x-tenant": whole }, respond: ["409:OperationAborted"] };
  const { requests, returned } = await stage.observe(scenario, playPort(scenario));
  expect(requests.map(({ headers, signed }) => [headers, signed])).toEqual([
    [{ "x-tenant": "a" }, ["x-tenant"]],
    [{ "x-tenant": "a" }, ["x-tenant"]],
  ]);
  expect(returned).toEqual(["stored"]);
});

it("the guide's answer to SDK v2's complete logs a service's error and a lost connection", async () => {
  await using inspector = await startInspector({ respond: ["403:AccessDenied", "drop"] });
  const s3 = new S3({ ...inspector.clientConfig, maxAttempts: 1 });
  const lines: string[] = [];
  sdkV2.install(s3, (line) => lines.push(line));
  const put = () => s3.putObject({ Bucket: "orders", Key: "1", Body: "two teapots" });
  await expect(put()).rejects.toThrow("Scripted");
  await expect(put()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(lines).toEqual([
    expect.stringMatching(/^failed: AccessDenied/),
    expect.stringMatching(/^failed: .*(hang up|ECONNRESET)/),
  ]);
});
