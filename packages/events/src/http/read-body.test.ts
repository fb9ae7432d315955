import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { type Body, bytesOf, TucuxiError, textOf } from "../index.js";

const hello = new TextEncoder().encode("héllo");
const around = Uint8Array.from([0, 0, ...hello, 0, 0]);
const shared = new Uint8Array(new SharedArrayBuffer(hello.byteLength));
shared.set(hello);

async function* parts(): AsyncGenerator<Uint8Array | string> {
  yield "hé";
  yield around.subarray(5, 8);
}

describe("bytesOf gives the bytes of", () => {
  test.each<[string, () => unknown]>([
    ["text", () => "héllo"],
    ["a Uint8Array in a larger buffer", () => around.subarray(2, 8)],
    ["a Buffer", () => Buffer.from("héllo")],
    ["an ArrayBuffer", () => hello.slice().buffer],
    ["a DataView", () => new DataView(around.buffer, 2, 6)],
    ["an Int16Array, not of its numbers", () => new Int16Array(hello.slice().buffer)],
    ["a view of shared memory", () => shared],
    ["a Blob", () => new Blob(["hé", "llo"])],
    ["a web stream", () => new Blob(["héllo"]).stream()],
    ["a web stream of text and views", () => new ReadableStream({ start: (stream) => fill(stream) })],
    ["a Node.js stream", () => Readable.from([Buffer.from("hé"), Buffer.from("llo")])],
    ["an async iterable", parts],
  ])("%s", async (_, body) => {
    const bytes = await bytesOf(body() as Body);
    expect(bytes).toEqual(hello);
    expect(bytes.buffer).toBeInstanceOf(ArrayBuffer);
    expect(await textOf(body() as Body)).toBe("héllo");
  });

  test("no body: none", async () => {
    expect([await bytesOf(undefined), await textOf(undefined)]).toEqual([new Uint8Array(), ""]);
  });

  test("bytes that are written to later, as they were", async () => {
    const mine = hello.slice();
    const copies = [await bytesOf(mine), await bytesOf(mine.buffer)];
    mine.fill(0);
    expect(copies).toEqual([hello, hello]);
  });
});

function fill(stream: ReadableStreamDefaultController<unknown>): void {
  stream.enqueue("hé");
  stream.enqueue(new DataView(around.buffer, 5, 3));
  stream.close();
}

test("textOf keeps a byte order mark, so that the text has the same bytes", async () => {
  const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]);
  const text = await textOf(bytes);
  expect(text).toBe("\ufeffa");
  expect(await bytesOf(text)).toEqual(bytes);
});

test.each<[unknown, string]>([
  [null, "null"],
  [42, "42"],
  [[1, 2], "an array"],
  [{ a: 1 }, "[object Object]"],
  [new URLSearchParams("a=1"), "[object URLSearchParams]"],
  [Promise.resolve("x"), "[object Promise]"],
  [() => "x", "a function"],
])("%o is refused, and the error says what a body may be", async (body, described) => {
  const refused = bytesOf(body as Body);
  await expect(refused).rejects.toBeInstanceOf(TucuxiError);
  await expect(refused).rejects.toMatchObject({ code: "INVALID_BODY" });
  await expect(refused).rejects.toThrow(`${described} isn't a body. A body is a string, bytes`);
  await expect(textOf(body as Body)).rejects.toThrow("isn't a body");
});

test.each<[string, unknown, string]>([
  ["Node.js", Readable.from([{ a: 1 }]), "[object Object]"],
  ["web", new ReadableStream<unknown>({ start: (stream) => stream.enqueue(42) }), "42"],
])("a %s stream of what is neither text nor bytes is refused", async (_, stream, described) => {
  await expect(bytesOf(stream as Body)).rejects.toMatchObject({
    name: "TucuxiError",
    code: "INVALID_BODY",
    message: expect.stringContaining(`a stream gave ${described}. A body's chunks are strings`),
  });
});
