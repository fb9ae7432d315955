import { once } from "node:events";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Compression, gzip } from "../src/index.js";
import { cloudWatch, metrics, request } from "./local.js";

let inspector: Inspector;

beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
});
afterEach(() => inspector.close());

async function put(onCompress: (compression: Compression) => void): Promise<void> {
  const client = cloudWatch(inspector);
  eventsOf(client).use(gzip({ onCompress }));
  await client.putMetricData(metrics(10));
}

test("onCompress gets lengths, ratio, time, service and operation", async () => {
  const compressions: Compression[] = [];
  await put((compression) => compressions.push(compression));
  const { bodyBytes, wireBytes } = request(inspector);
  expect(compressions).toEqual([
    {
      service: "cloudwatch",
      operation: "PutMetricData",
      originalBytes: bodyBytes,
      compressedBytes: wireBytes,
      ratio: bodyBytes / wireBytes,
      milliseconds: expect.any(Number),
    },
  ]);
  expect(compressions[0]?.milliseconds).toBeGreaterThan(0);
});

test.each<[string, (compression: Compression) => void]>([
  [
    "throws",
    () => {
      throw new Error("statsd is down");
    },
  ],
  [
    "is rejected",
    async () => {
      throw new Error("statsd is down");
    },
  ],
])("an onCompress that %s becomes a warning, and the call succeeds", async (_, onCompress) => {
  const warned = once(process, "warning");
  await put(onCompress);
  expect(request(inspector).headers["content-encoding"]).toBe("gzip");
  const [warning] = await warned;
  expect(warning).toMatchObject({
    name: "TucuxiWarning",
    message: "gzip() called onCompress, which failed: Error: statsd is down",
    detail: expect.stringContaining("on-compress.test.ts"),
  });
});
