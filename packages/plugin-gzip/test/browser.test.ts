import { gunzipSync } from "node:zlib";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gzip } from "../src/index.js";
import { log, noise, sameBytes } from "./bytes.js";
import { cloudWatch, metrics, request } from "./local.js";
import { expectAsItWas, expectCompressed, putObject } from "./put-object.js";

let inspector: Inspector;

/** What a browser lacks: Node.js's own modules. `CompressionStream` is there. */
beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
  vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await inspector.close();
});

test("compresses PutMetricData with CompressionStream", async () => {
  const client = cloudWatch(inspector);
  eventsOf(client).use(gzip({ level: 9 }));
  await client.putMetricData(metrics(100));
  const { headers, wireBody, body } = request(inspector);
  expect(headers["content-encoding"]).toBe("gzip");
  expect(sameBytes(gunzipSync(wireBody), body)).toBe(true);
});

test.each<[string, (bytes: Buffer<ArrayBuffer>) => unknown]>([
  ["bytes", (bytes) => bytes],
  ["a Blob", (bytes) => new Blob([bytes])],
  ["a web stream", (bytes) => new Blob([bytes]).stream()],
])("compresses %s of any length for S3", async (_, bodyOf) => {
  for (const size of [20_000, 3_000_000]) {
    const lines = log(size);
    const arrived = await putObject(inspector, bodyOf(lines));
    expectCompressed(arrived, lines);
    expect(sameBytes(gunzipSync(arrived.request.wireBody), lines)).toBe(true);
  }
});

test.each<[string, (bytes: Buffer<ArrayBuffer>) => unknown]>([
  ["bytes", (bytes) => bytes],
  ["a Blob", (bytes) => new Blob([bytes])],
  ["a web stream", (bytes) => new Blob([bytes]).stream()],
])("sends %s as they are that do not get smaller", async (_, bodyOf) => {
  const random = noise(20_000);
  expectAsItWas(await putObject(inspector, bodyOf(random)), random);
});

test("sends what is too short for minSize as it is", async () => {
  const lines = log(20_000);
  const stream = new Blob([lines]).stream();
  expectAsItWas(await putObject(inspector, stream, {}, { minSize: 30_000 }), lines);
});
