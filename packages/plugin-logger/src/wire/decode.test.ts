import { deflateSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { decode } from "./decode.js";

const text = "All work and no play makes Jack a dull boy. ".repeat(500);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

it.each([
  ["gzip", gzipSync(text)],
  ["GZIP", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["gzip, gzip", gzipSync(gzipSync(text))],
  ["deflate, gzip", gzipSync(deflateSync(text))],
  ["gzip,aws-chunked", gzipSync(text)],
])("%s is taken off", async (encoding, bytes) => {
  const decoded = await decode(bytes, encoding, 1_000_000);
  expect(textOf(decoded?.bytes)).toBe(text);
  expect(decoded).toMatchObject({ decoded: encoding, truncated: false });
});

it.each([undefined, "", "identity", "aws-chunked"])("a body with the encoding %j stays", async (encoding) => {
  expect(await decode(new TextEncoder().encode("abc"), encoding, 100)).toEqual({
    bytes: new TextEncoder().encode("abc"),
    decoded: undefined,
    truncated: false,
  });
});

it("a body that a browser has decoded already, under a header that stays, is left as it is", async () => {
  const decoded = await decode(new TextEncoder().encode("abc"), "gzip", 100);
  expect(textOf(decoded?.bytes)).toBe("abc");
});

it("decodes as far as the cap and no further: 50 MB of zeros cost as much as the cap", async () => {
  const decoded = await decode(gzipSync(Buffer.alloc(50_000_000)), "gzip", 1000);
  expect(decoded?.bytes).toEqual(new Uint8Array(1000));
  expect(decoded?.truncated).toBe(true);
});

it("a body that fills the cap exactly is not truncated", async () => {
  expect(await decode(gzipSync("abc"), "gzip", 3)).toMatchObject({ truncated: false });
  expect(await decode(gzipSync("abcd"), "gzip", 3)).toMatchObject({ truncated: true });
  expect(await decode(new Uint8Array(3), undefined, 3)).toMatchObject({ truncated: false });
  expect(await decode(new Uint8Array(4), undefined, 3)).toMatchObject({ truncated: true });
});

it("of the start of a body it decodes what is there", async () => {
  const random = Array.from({ length: 5000 }, (_, index) => Math.imul(index, 2654435761).toString(36)).join();
  const compressed = gzipSync(random);
  const decoded = await decode(compressed.subarray(0, 4096), "gzip", 1_000_000);
  expect(decoded?.truncated).toBe(true);
  expect(textOf(decoded?.bytes).length).toBeGreaterThan(4096);
  expect(random.startsWith(textOf(decoded?.bytes))).toBe(true);
});

it.each([
  ["br", new Uint8Array([1, 2, 3])],
  ["deflate", new TextEncoder().encode("not deflated")],
  ["gzip", new Uint8Array([0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9])],
  ["gzip, gzip, gzip, gzip, gzip", gzipSync("x")],
])(
  "a body that is not what %s says, or that nobody here can decode, is not decoded",
  async (encoding, bytes) => {
    expect(await decode(bytes, encoding, 100)).toBeUndefined();
  },
);
