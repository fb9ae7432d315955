import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, describe, expect, it } from "vitest";
import { decodeAwsChunked } from "../src/http/aws-chunked.js";
import { type Inspector, type InspectorOptions, startInspector } from "../src/index.js";

const MIB = 1024 * 1024;

let inspector: Inspector;
afterEach(() => inspector.close());

async function start(options: InspectorOptions): Promise<void> {
  inspector = await startInspector(options);
}

async function open(): Promise<Socket> {
  const socket = connect(inspector.port, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => undefined);
  return socket;
}

/** All that comes back until the connection ends. */
async function answerOf(socket: Socket): Promise<string> {
  let answer = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    answer += chunk;
  });
  await new Promise((resolve) => socket.once("close", resolve));
  return answer;
}

async function exchange(bytes: string | Uint8Array): Promise<string> {
  const socket = await open();
  socket.write(bytes);
  return answerOf(socket);
}

/** By megabytes: they are made once. */
const zipped = new Map<number, Uint8Array<ArrayBuffer>>();

function postGzip(megabytes: number): Promise<Response> {
  const body = zipped.get(megabytes) ?? Uint8Array.from(gzipSync(Buffer.alloc(megabytes * MIB)));
  zipped.set(megabytes, body);
  return fetch(inspector.url, { method: "POST", body, headers: { "content-encoding": "gzip" } });
}

it("a body may be longer than Node.js can decode", async () => {
  await start({ maxBodyBytes: Number.MAX_SAFE_INTEGER });
  expect((await postGzip(1)).status).toBe(200);
});

describe("what is remembered", () => {
  it("is counted in decoded bytes, and the oldest is forgotten", async () => {
    await start({ keepBytes: 25 * MIB });
    for (const megabytes of [8, 9, 10, 11]) await postGzip(megabytes);
    expect(inspector.requests.map(({ bodyBytes }) => bodyBytes / MIB)).toEqual([10, 11]);
    expect(inspector.forgotten).toBe(2);
  });

  it("is always the newest request, however large", async () => {
    await start({ keepBytes: 1 });
    for (const megabytes of [1, 2]) await postGzip(megabytes);
    expect(inspector.requests.map(({ bodyBytes }) => bodyBytes / MIB)).toEqual([2]);
  });

  it("counts headers too", async () => {
    await start({ keepBytes: 100_000 });
    for (let index = 0; index < 20; index += 1) {
      await fetch(inspector.url, { headers: { "x-long": "x".repeat(10_000) } });
    }
    expect(inspector.requests.length).toBe(4);
    expect(inspector.forgotten).toBe(16);
  });

  it("is 64 MiB unless told otherwise, and says once that requests are forgotten", async () => {
    const warnings: string[] = [];
    const listener = (warning: Error): void => void warnings.push(warning.message);
    process.on("warning", listener);
    await start({});
    for (let index = 0; index < 5; index += 1) await postGzip(20);
    expect(inspector.requests.length).toBe(3);
    await expect.poll(() => warnings).toEqual([expect.stringContaining("Change that with keepBytes")]);
    process.off("warning", listener);
  });
});

describe("many bodies at once", () => {
  it("are decoded a few at a time", { timeout: 30_000 }, async () => {
    await start({ maxBodyBytes: 8 * MIB, keepRequests: 0 });
    let peak = 0;
    const sampler = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().arrayBuffers);
    }, 1);
    const before = process.memoryUsage().arrayBuffers;
    const answers = await Promise.all(Array.from({ length: 80 }, () => postGzip(8)));
    clearInterval(sampler);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 80 }, () => 200));
    // All at once they would take 640 MiB, and more while they are put together.
    expect(peak - before).toBeLessThan(320 * MIB);
  });

  it("are refused where there is no memory to receive them", async () => {
    await start({ maxBodyBytes: 1000 });
    const sockets: Socket[] = [];
    for (let index = 0; index < 4; index += 1) {
      const socket = await open();
      socket.write(`POST /${index} HTTP/1.1\r\nhost: h\r\ncontent-length: 1000\r\n\r\n${"x".repeat(990)}`);
      sockets.push(socket);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    const late = await exchange(
      `POST /late HTTP/1.1\r\nhost: h\r\nconnection: close\r\ncontent-length: 1000\r\n\r\n${"x".repeat(1000)}`,
    );
    expect(late).toMatch(/^HTTP\/1\.1 503 /);
    expect(late).toContain("too many large bodies in memory");
    for (const socket of sockets) socket.write("y".repeat(10));
    await expect
      .poll(() => inspector.requests.map(({ path, status }) => `${path} ${status}`).sort())
      .toEqual(["/0 200", "/1 200", "/2 200", "/3 200", "/late 503"]);
    for (const socket of sockets) socket.destroy();
  });

  it("do not wait for a client that went away", async () => {
    await start({ maxBodyBytes: MIB, respond: Array.from({ length: 8 }, () => "delay:3600000") });
    const gone = Array.from({ length: 8 }, () => {
      const abort = new AbortController();
      const body = gzipSync(Buffer.alloc(MIB));
      const headers = { "content-encoding": "gzip" };
      void fetch(inspector.url, { method: "POST", body, headers, signal: abort.signal }).catch(
        () => undefined,
      );
      return abort;
    });
    await expect.poll(() => inspector.requests.length).toBeGreaterThanOrEqual(2);
    for (const abort of gone) abort.abort();
    // Those that arrived late take the rest of the script.
    inspector.clear();
    expect((await postGzip(1)).status).toBe(200);
  });
});

describe("aws-chunked framing", () => {
  it("takes millions of chunks of one byte", async () => {
    const count = 2_000_000;
    const framed = Buffer.from(`${"1\r\nx\r\n".repeat(count)}0\r\n\r\n`);
    const { payload, chunks } = decodeAwsChunked(framed);
    expect(payload.length).toBe(count);
    expect(Buffer.from(payload).equals(Buffer.alloc(count, "x"))).toBe(true);
    // No object for each chunk: none of them is signed.
    expect([...chunks].length).toBe(1);

    await start({});
    const answer = await fetch(inspector.url, {
      method: "PUT",
      body: framed,
      headers: { "content-encoding": "aws-chunked", "x-amz-decoded-content-length": String(count) },
    });
    expect(answer.status).toBe(200);
    expect(inspector.requests[0]).toMatchObject({ bodyBytes: count, wireBytes: framed.length });
  });

  it.each([
    ["a size that is no number", "xyz\r\nabc\r\n0\r\n\r\n", "isn't a chunk header"],
    ["a size below zero", "-3\r\nabc\r\n0\r\n\r\n", "isn't a chunk header"],
    ["a size that no computer has", "fffffffffffff\r\nabc\r\n", "isn't a chunk header"],
    ["a size over the body's", "fffffffffff\r\nabc\r\n", "goes past the end of the body"],
    ["a size below the chunk's", "2\r\nabc\r\n0\r\n\r\n", "isn't ended by CR LF"],
    ["a signature cut short", `3;chunk-signature=${"a".repeat(63)}\r\nabc\r\n`, "isn't a chunk header"],
    ["no end", "3\r\nabc\r\n", "no chunk header at byte 8; the body is cut short"],
    ["a million trailers", `0\r\n${"a:b\r\n".repeat(1_000_000)}\r\n`, "there are more than 50 trailers"],
  ])("is refused with %s", async (_, body, message) => {
    await start({});
    const answer = await fetch(inspector.url, {
      method: "PUT",
      body,
      headers: { "content-encoding": "aws-chunked" },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(message);
    expect((await fetch(inspector.url)).status).toBe(200);
  });
});

describe("HTTP's own chunks", () => {
  it.each([
    ["a size that is no number", "zz\r\nabc\r\n0\r\n\r\n"],
    ["a size that overflows", "fffffffffffffffffffffff\r\nabc\r\n0\r\n\r\n"],
    ["a size below the chunk's", "2\r\nabc\r\n0\r\n\r\n"],
    ["a size that is negative", "-1\r\nabc\r\n0\r\n\r\n"],
  ])("are refused with %s", async (_, body) => {
    await start({});
    const answer = await exchange(`POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    await expect.poll(() => inspector.requests).toMatchObject([{ status: 400 }]);
  });

  it("are refused with a million trailers", async () => {
    await start({});
    const trailers = Array.from({ length: 1_000_000 }, (_, index) => `t${index}: v\r\n`).join("");
    // The answer may be lost, since the client is still sending when the connection ends.
    await exchange(`POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n0\r\n${trailers}\r\n`);
    expect(inspector.requests).toMatchObject([{ problem: { status: 431 } }]);
    expect((await fetch(inspector.url)).status).toBe(200);
  });
});

describe("a slow client", () => {
  it.each([
    ["sends nothing", "", /^HTTP\/1\.1 408 |^$/],
    ["stops within the headers", "POST /slow HTTP/1.1\r\nhost: h\r\nx-", /^HTTP\/1\.1 408 /],
    [
      "stops within the body",
      "POST /slow HTTP/1.1\r\nhost: h\r\ncontent-length: 9\r\n\r\nabc",
      /^HTTP\/1\.1 408 /,
    ],
  ])("is not waited for: it %s", async (_, bytes, expected) => {
    await start({ requestTimeout: 200 });
    expect(await exchange(bytes)).toMatch(expected);
    expect((await fetch(inspector.url)).status).toBe(200);
  });

  it("is recorded with why it was refused", async () => {
    await start({ requestTimeout: 200 });
    await exchange("POST /slow HTTP/1.1\r\nhost: h\r\ncontent-length: 9\r\n\r\nabc");
    await expect
      .poll(() => inspector.requests)
      .toMatchObject([{ path: "/slow", status: 408, problem: { code: "RequestTimeout" } }]);
  });

  it("does not keep the inspector open when it is half closed", async () => {
    await start({});
    const socket = await open();
    socket.end();
    await inspector.close();
    socket.destroy();
  });
});

it("finds that a presigned URL signs the checksum of an empty body", async () => {
  await start({ verify: "enforce" });
  const client = new S3({ ...inspector.clientConfig, requestChecksumCalculation: "WHEN_SUPPORTED" });
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: "b", Key: "k" }));
  expect(new URL(url).searchParams.get("x-amz-checksum-crc32")).toBe("AAAAAA==");
  expect((await fetch(url, { method: "PUT", body: "hello" })).status).toBe(400);
  expect(inspector.requests[0]).toMatchObject({
    signature: { state: "valid" },
    checksums: [{ name: "x-amz-checksum-crc32", location: "query", valid: false, declared: "AAAAAA==" }],
    problem: { code: "BadDigest" },
  });
  expect((await fetch(url, { method: "PUT" })).status).toBe(200);
});
