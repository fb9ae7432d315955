import { gunzipSync } from "node:zlib";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configFor, keptPino } from "./logged-calls.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

const metrics = (count: number) => ({
  Namespace: "N",
  MetricData: Array.from({ length: count }, (_, index) => ({ MetricName: `metric-${index}`, Value: index })),
});

describe.each(["gzip, then the log", "the log, then gzip"])(
  "on one client with the gzip plugin: %s",
  (order) => {
    it("sizes are those on the wire and before, and the body is decoded", async () => {
      const client = new CloudWatch(configFor(inspector));
      const kept = keptPino("trace");
      const events = eventsOf(client);
      const log = logger({ logger: kept.sink, maxBodyBytes: 1_000_000 });
      const plugins = order.startsWith("gzip") ? [gzip(), log] : [log, gzip()];
      for (const plugin of plugins) events.use(plugin);
      await client.putMetricData(metrics(100));
      const [sent] = inspector.requests;
      expect(sent?.contentEncoding).toBe("gzip");
      expect(kept.records("call")).toMatchObject([
        { requestBytes: sent?.wireBytes, requestBytesDecoded: sent?.bodyBytes },
      ]);
      expect(kept.records("attempt")).toMatchObject([
        { requestBytes: sent?.wireBytes, requestBytesDecoded: sent?.bodyBytes },
      ]);
      expect(kept.records("wire")[0]?.request.body).toEqual({ text: sent?.text, decoded: "gzip" });
    });
  },
);

it("what the SDK compresses by itself is logged in the same way", async () => {
  const client = new CloudWatch(configFor(inspector));
  const kept = keptPino("trace");
  eventsOf(client).use(logger({ logger: kept.sink, maxBodyBytes: 20 }));
  await client.putMetricData(metrics(500));
  const [sent] = inspector.requests;
  expect(sent?.contentEncoding).toBe("gzip");
  expect(kept.records("call")).toMatchObject([
    { requestBytes: sent?.wireBytes, requestBytesDecoded: sent?.bodyBytes },
  ]);
  expect(kept.records("wire")[0]?.request.body).toEqual({
    text: sent?.text.slice(0, 20),
    decoded: "gzip",
    truncated: true,
  });
});

it("a body that the caller compressed has one size, and is decoded too", async () => {
  const client = new S3(configFor(inspector));
  const kept = keptPino("trace");
  eventsOf(client).use(logger({ logger: kept.sink }));
  const { gzipSync } = await import("node:zlib");
  const Body = gzipSync("the caller's own");
  await client.putObject({ Bucket: "b", Key: "k", Body, ContentEncoding: "gzip" });
  expect(gunzipSync(inspector.requests[0]?.wireBody ?? "").toString()).toBe("the caller's own");
  expect(kept.records("call")[0]).toMatchObject({ requestBytes: Body.byteLength });
  expect(kept.records("call")[0]).not.toHaveProperty("requestBytesDecoded");
  expect(kept.records("wire")[0]?.request.body).toEqual({ text: "the caller's own", decoded: "gzip" });
});
