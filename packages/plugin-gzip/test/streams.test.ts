import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { LanguageCode, MediaEncoding, TranscribeStreaming } from "@aws-sdk/client-transcribe-streaming";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { gzip } from "../src/index.js";
import { log, noise, pieces, sameBytes } from "./bytes.js";
import { request, s3 } from "./local.js";
import { expectAsItWas, expectCompressed, putObject } from "./put-object.js";

let inspector: Inspector;

beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
});
afterEach(() => inspector.close());

const STREAMS: readonly (readonly [string, (bytes: Buffer<ArrayBuffer>) => unknown])[] = [
  ["a Node.js stream in small pieces", (bytes) => Readable.from(pieces(bytes, 1000), { objectMode: false })],
  ["a Node.js stream of objects", (bytes) => Readable.from(pieces(bytes, 50_000))],
  ["a web stream", (bytes) => new Blob([bytes]).stream()],
  [
    "an async iterable",
    async function* (bytes) {
      yield* pieces(bytes, 5000);
    },
  ],
];

describe.each(STREAMS)("%s", (_, streamOf) => {
  test.each([
    ["that ends at once", 20_000],
    ["that fits in memory when it is compressed", 300_000],
    ["that does not", 4_500_000],
  ])("%s is compressed and sent in S3's chunks", async (_, size) => {
    const lines = log(size);
    const arrived = await putObject(inspector, streamOf(lines));
    expectCompressed(arrived, lines);
    const { headers } = arrived.request;
    expect(headers["x-amz-trailer"]).toBe("x-amz-checksum-crc32");
    expect(headers["x-amz-decoded-content-length"]).toBe(String(arrived.compressions[0]?.compressedBytes));
    expect((arrived.compressions[0]?.compressedBytes ?? 0) > 1024 * 1024).toBe(size > 1_000_000);
  });

  test.each([20_000, 300_000])("of %i bytes whose length the caller gave is compressed", async (size) => {
    const lines = log(size);
    const arrived = await putObject(inspector, streamOf(lines), { ContentLength: lines.byteLength });
    expectCompressed(arrived, lines);
    expect(arrived.request.headers["x-amz-decoded-content-length"]).toBe(
      String(arrived.compressions[0]?.compressedBytes),
    );
  });

  test.each([20_000, 300_000, 3_000_000])(
    "of %i bytes that do not get smaller is sent as it is, whether its length is known or not",
    async (size) => {
      const random = noise(size);
      expectAsItWas(await putObject(inspector, streamOf(random), { ContentLength: size }), random);
      expectAsItWas(await putObject(inspector, streamOf(random)), random);
    },
  );

  test("that is too short for minSize is sent as it is, whether its length is known or not", async () => {
    const lines = log(200_000);
    const options = { minSize: lines.byteLength + 1 };
    expectAsItWas(await putObject(inspector, streamOf(lines), {}, options), lines);
    const input = { ContentLength: lines.byteLength };
    expectAsItWas(await putObject(inspector, streamOf(lines), input, options), lines);
    expectCompressed(
      await putObject(inspector, streamOf(lines), input, { minSize: lines.byteLength }),
      lines,
    );
  });

  test("that is empty stays empty", async () => {
    expectAsItWas(await putObject(inspector, streamOf(Buffer.of())), Buffer.of());
  });

  test("that is shorter or longer than the caller said is an error, not an object cut short", async () => {
    for (const size of [20_000, 300_000]) {
      const lines = log(size);
      const put = putObject(inspector, streamOf(lines), { ContentLength: 250_000 });
      await expect(put).rejects.toThrow(
        `content-length was said to be 250000, but the stream has ${lines.byteLength} bytes`,
      );
    }
    expect(inspector.requests).toEqual([]);
  });
});

test.each([
  ["compressible", log(3_000_000)],
  ["short", log(3_000)],
])("compresses the stream of a %s file", async (_, lines) => {
  await usingFile(lines, async (path) => {
    expectCompressed(await putObject(inspector, createReadStream(path)), lines);
  });
});

test("sends the stream of an incompressible file as it is, with its length", async () => {
  const random = noise(3_000_000);
  await usingFile(random, async (path) => {
    const arrived = await putObject(inspector, createReadStream(path));
    expectAsItWas(arrived, random);
    expect(arrived.request.headers["x-amz-decoded-content-length"]).toBe("3000000");
  });
});

test.each([
  ["compresses a large Blob", log(4_500_000), expectCompressed],
  ["sends a large Blob as it is that does not get smaller", noise(3_000_000), expectAsItWas],
])("%s", async (_, bytes, expectIt) => {
  expectIt(await putObject(inspector, new Blob([bytes])), bytes);
});

test.each([20_000, 65_536, 300_000])(
  "compresses a stream that has all of its %i bytes at once",
  async (size) => {
    const lines = log(size).subarray(0, size);
    const stream = new Readable({
      read() {
        stream.push(lines);
        stream.push(null);
      },
    });
    expectCompressed(await putObject(inspector, stream), lines);
  },
);

test("does not read a stream that is known to be too short", async () => {
  const client = s3(inspector);
  eventsOf(client).use(gzip({ operations: ["s3.*"], minSize: 100 }));
  let isRead = false;
  const Body = new Readable({
    read() {
      isRead = true;
      Body.push("few bytes");
      Body.push(null);
    },
  });
  eventsOf(client).register("before-call", function afterGzip({ request }) {
    expect(request.body).toBe(Body);
    expect(isRead).toBe(false);
  });
  await client.putObject({ Bucket: "b", Key: "k", Body, ContentLength: 9 });
  expect(request(inspector).text).toBe("few bytes");
});

test("keeps text in a stream that decodes itself", async () => {
  const text = "naïve café 🐬\n".repeat(20_000);
  const stream = Readable.from(pieces(Buffer.from(text), 777), { objectMode: false }).setEncoding("utf8");
  expectCompressed(await putObject(inspector, stream), Buffer.from(text));
});

test("gives the compressed length as content-length where the SDK sends no checksum", async () => {
  const lines = log(300_000);
  const { request, compressions } = await putObject(
    inspector,
    Readable.from([lines]),
    {},
    {},
    {
      requestChecksumCalculation: "WHEN_REQUIRED",
    },
  );
  expect(request.headers["content-encoding"]).toBe("gzip");
  expect(request.headers["content-length"]).toBe(String(compressions[0]?.compressedBytes));
  expect(sameBytes(request.body, lines)).toBe(true);
  expect(request.signature.state).toBe("valid");
});

async function usingFile(content: Buffer, use: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tucuxi-test-"));
  try {
    const path = join(folder, "file");
    await writeFile(path, content);
    await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("an event stream is sent message by message, each with its signature", async () => {
  const client = new TranscribeStreaming({ ...inspector.clientConfig, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  eventsOf(client).use(gzip({ operations: ["*.*"], minSize: 0 }));
  const chunks = [1, 2, 3].map((second) => Buffer.alloc(32_000, second));
  async function* speech() {
    for (const AudioChunk of chunks) yield { AudioEvent: { AudioChunk } };
  }
  await client.startStreamTranscription({
    LanguageCode: LanguageCode.EN_US,
    MediaEncoding: MediaEncoding.PCM,
    MediaSampleRateHertz: 16_000,
    AudioStream: speech(),
  });
  const { headers, signature, events } = request(inspector);
  expect(headers["content-encoding"]).toBeUndefined();
  expect(signature.state).toBe("valid");
  expect(events?.map(({ signature, payload }) => [signature, payload.length])).toEqual([
    ...chunks.map(({ length }) => ["valid", length]),
    ["valid", 0],
  ]);
});
