import type { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Compression, gzip } from "../src/index.js";
import { log, noise, sameBytes } from "./bytes.js";
import { cloudWatch, metrics, request, s3 } from "./local.js";
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

test("sends a long web stream of unknown length as it is that does not get smaller", async () => {
  const random = noise(300_000);
  expectAsItWas(await putObject(inspector, new Blob([random]).stream()), random);
});

test("sends what is too short for minSize as it is", async () => {
  const lines = log(20_000);
  const stream = new Blob([lines]).stream();
  expectAsItWas(await putObject(inspector, stream, {}, { minSize: 30_000 }), lines);
});

test.each<[string, Blob, number]>([
  ["does not get smaller", new Blob([noise(1_500_000)]), 0],
  ["is too short for minSize", new Blob([log(1_500_000)]), 2_000_000],
])("leaves a large Blob alone that %s", async (_, Body, minSize) => {
  const client = s3(inspector);
  eventsOf(client).use(gzip({ operations: ["s3.Put*"], minSize }));
  let body: unknown;
  // The client's own transport is that of Node.js, which sends no Blob.
  eventsOf(client).register("before-call", function answer({ request }) {
    body = request.body;
    expect(request.headers["content-encoding"]).toBeUndefined();
    return { parsed: {} };
  });
  await client.putObject({ Bucket: "b", Key: "k", Body });
  expect(body).toBe(Body);
});

test("compresses a stream while it is sent where the service takes it in chunks", async () => {
  const lines = log(500_000);
  const client = s3(inspector, { disableHostPrefix: true });
  const compressions: Compression[] = [];
  const onCompress = (compression: Compression) => compressions.push(compression);
  eventsOf(client).use(gzip({ operations: ["s3.WriteGetObjectResponse"], onCompress }));
  let sent = Buffer.of();
  // The client's own transport is that of Node.js, which sends no web stream.
  eventsOf(client).register("before-send.s3.WriteGetObjectResponse", async function read({ request }) {
    expect(request.headers["content-encoding"]).toBe("gzip");
    expect(request.headers["content-length"]).toBeUndefined();
    sent = Buffer.from(
      await new Response(request.body as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
    );
    return { statusCode: 200 };
  });
  await client.writeGetObjectResponse({
    RequestRoute: "route",
    RequestToken: "token",
    Body: new Blob([lines]).stream() as unknown as Readable,
  });
  expect(sameBytes(gunzipSync(sent), lines)).toBe(true);
  expect(compressions).toMatchObject([{ originalBytes: lines.byteLength, compressedBytes: sent.byteLength }]);
});

test.each([100, 500_000])(
  "an aborted call does not wait for a stream that stalls after %i bytes",
  async (size) => {
    const controller = new AbortController();
    let isCancelled = false;
    const chunks = [log(size)];
    const stream = new ReadableStream<Uint8Array>({
      pull(stream) {
        const chunk = chunks.pop();
        if (chunk !== undefined) return stream.enqueue(chunk);
        controller.abort();
        return new Promise(() => {});
      },
      cancel() {
        isCancelled = true;
      },
    });
    const client = s3(inspector);
    eventsOf(client).use(gzip({ operations: ["s3.Put*"] }));
    const Body = stream as unknown as Readable;
    const sent = client.putObject({ Bucket: "b", Key: "k", Body }, { abortSignal: controller.signal });
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
    expect(isCancelled).toBe(true);
  },
);
