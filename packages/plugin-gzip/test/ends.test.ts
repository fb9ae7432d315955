import { readdir, readlink } from "node:fs/promises";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Compression, gzip } from "../src/index.js";
import { log, pieces, sameBytes } from "./bytes.js";
import { request, s3 } from "./local.js";

let inspector: Inspector;

beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

/** Compressed, it is too long for memory. */
const long = log(4_500_000);
const put = (Body: Readable): PutObjectCommand => new PutObjectCommand({ Bucket: "b", Key: "k", Body });

function client() {
  const client = s3(inspector, { maxAttempts: 1 });
  eventsOf(client).use(gzip({ operations: ["s3.*"] }));
  return client;
}

describe.runIf(process.platform === "linux")("the temporary file of a long stream", () => {
  async function openFiles(): Promise<string[]> {
    const names = await readdir("/proc/self/fd");
    const paths = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
    return paths.filter((path) => path.includes("tucuxi-gzip-"));
  }
  const nothingOpen = () => expect.poll(openFiles).toEqual([]);

  test("has no name and is closed when it was sent", async () => {
    const s3 = client();
    const seen: string[] = [];
    eventsOf(s3).register("before-send", async function look() {
      seen.push(...(await openFiles()));
    });
    await s3.send(put(Readable.from(pieces(long, 65_536))));
    expect(seen).toEqual([expect.stringMatching(/\(deleted\)$/)]);
    await nothingOpen();
  });

  test("is not there for a stream that is short when it is compressed", async () => {
    const s3 = client();
    const seen: string[] = [];
    eventsOf(s3).register("before-send", async function look() {
      seen.push(...(await openFiles()));
    });
    await s3.send(put(Readable.from(pieces(log(500_000), 65_536))));
    expect(seen).toEqual([]);
  });

  test("is closed when the call is answered without sending it", async () => {
    const s3 = client();
    eventsOf(s3).register("before-send", function stub() {
      return { statusCode: 200 };
    });
    await s3.send(put(Readable.from(pieces(long, 65_536))));
    await nothingOpen();
  });

  test.each(["drop", "403"])("is closed when the service answers %s", async (step) => {
    inspector.respond(step);
    await expect(client().send(put(Readable.from(pieces(long, 65_536))))).rejects.toThrow();
    await nothingOpen();
  });

  test("is closed when the call fails before it is sent", async () => {
    const s3 = client();
    eventsOf(s3).register("before-sign", function fail() {
      throw new Error("not today");
    });
    await expect(s3.send(put(Readable.from(pieces(long, 65_536))))).rejects.toThrow("not today");
    await nothingOpen();
  });

  test("is closed in time when a later handler ends the call before it is sent", async () => {
    const s3 = client();
    eventsOf(s3).register("before-call.s3.PutObject", function fail() {
      throw new Error("not today");
    });
    await expect(s3.send(put(Readable.from(pieces(long, 65_536))))).rejects.toThrow("not today");
    expect(await openFiles()).toHaveLength(1);
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    await expect
      .poll(() => {
        collectGarbage();
        return openFiles();
      })
      .toEqual([]);
  });

  test("is closed when the stream fails in its middle", async () => {
    const broken = new Error("the disk is gone");
    const source = Readable.from(
      (function* () {
        yield* pieces(long, 65_536);
        throw broken;
      })(),
    );
    await expect(client().send(put(source))).rejects.toBe(broken);
    expect(inspector.requests).toEqual([]);
    await nothingOpen();
  });
});

test("a stream that fails at its beginning fails the call with its own error", async () => {
  const broken = new Error("no such table");
  const source = new Readable({ read: () => source.destroy(broken) });
  await expect(client().send(put(source))).rejects.toBe(broken);
});

test.each(["flows", "has ended"])(
  "a stream that %s fails the call, since its beginning is lost",
  async (how) => {
    const source = Readable.from(pieces(log(500_000), 65_536));
    source.resume();
    if (how === "has ended") await new Promise((resolve) => source.once("end", resolve));
    await expect(client().send(put(source))).rejects.toThrow();
    expect(inspector.requests).toEqual([]);
  },
);

describe("an aborted call", () => {
  async function abortWhile(source: Readable, untilRead: Promise<unknown>): Promise<void> {
    const controller = new AbortController();
    const sent = client().send(put(source), { abortSignal: controller.signal });
    const settled = expect(sent).rejects.toMatchObject({ name: "AbortError" });
    await untilRead;
    controller.abort();
    await settled;
    expect(source.destroyed).toBe(true);
    expect(inspector.requests).toEqual([]);
  }

  /** A stream that gives so much and then nothing any more. */
  function stalling(bytes: Buffer): [Readable, Promise<unknown>] {
    const { promise, resolve } = withResolvers();
    let given = false;
    const source = new Readable({
      read() {
        if (given) resolve();
        else source.push(bytes);
        given = true;
      },
    });
    return [source, promise];
  }

  test("does not wait for the beginning of a stream", async () => {
    await abortWhile(...stalling(log(100)));
  });

  test("does not wait for the rest of a stream", async () => {
    await abortWhile(...stalling(log(500_000)));
  });

  test("that was aborted before it was sent does not read the stream at all", async () => {
    const [source] = stalling(log(100));
    const sent = client().send(put(source), { abortSignal: AbortSignal.abort() });
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a service other than S3's storage", () => {
  const compressions: Compression[] = [];

  function respond(Body: Readable, ContentLength?: number): Promise<unknown> {
    compressions.length = 0;
    const client = s3(inspector, { disableHostPrefix: true });
    const onCompress = (compression: Compression) => compressions.push(compression);
    eventsOf(client).use(gzip({ operations: ["s3.WriteGetObjectResponse"], onCompress }));
    eventsOf(client).register("before-send", function sending() {
      isSent();
    });
    return client.writeGetObjectResponse({
      RequestRoute: "route",
      RequestToken: "token",
      Body,
      ...(ContentLength === undefined ? {} : { ContentLength }),
    });
  }

  let isSent = (): void => {};

  test("gets a stream of unknown length in chunks, while it is compressed", async () => {
    const sent = withResolvers();
    isSent = sent.resolve;
    const first = log(2_000_000);
    const last = log(100);
    async function* source(): AsyncGenerator<Buffer> {
      yield* pieces(first, 65_536);
      // The end is not there before the beginning is on its way.
      await sent.promise;
      yield last;
    }
    await respond(Readable.from(source()));
    const { headers, body, signature, wireBytes } = request(inspector);
    expect(headers["content-encoding"]).toBe("gzip");
    expect(headers["transfer-encoding"]).toBe("chunked");
    expect(headers["content-length"]).toBeUndefined();
    expect(signature.state).toBe("valid");
    expect(sameBytes(body, Buffer.concat([first, last]))).toBe(true);
    expect(compressions).toMatchObject([{ originalBytes: body.byteLength, compressedBytes: wireBytes }]);
  });

  test("gets a stream of known length with its compressed length", async () => {
    const lines = log(2_000_000);
    await respond(Readable.from(pieces(lines, 65_536)), lines.byteLength);
    const { headers, body, wireBytes } = request(inspector);
    expect(headers["content-encoding"]).toBe("gzip");
    expect(headers["transfer-encoding"]).toBeUndefined();
    expect(headers["content-length"]).toBe(String(wireBytes));
    expect(sameBytes(body, lines)).toBe(true);
  });
});

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((resolved) => {
    resolve = resolved;
  });
  return { promise, resolve };
}
