import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, test } from "vitest";
import { gzip } from "../src/index.js";
import { log, noise, sameBytes } from "./bytes.js";
import { request, s3 } from "./local.js";
import { expectAsItWas, expectCompressed, putObject } from "./put-object.js";

let inspector: Inspector;

beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
});
afterEach(() => inspector.close());

const lines = log(20_000);
const dolphins = "naïve café 🐬 ".repeat(500);

test.each<[string, unknown, Buffer]>([
  ["text", lines.toString(), lines],
  ["text beyond ASCII", dolphins, Buffer.from(dolphins)],
  ["a Uint8Array", new Uint8Array(lines), lines],
  ["a DataView", new DataView(new Uint8Array(lines).buffer, 7), lines.subarray(7)],
  [
    "a part of a larger Buffer",
    Buffer.concat([lines, lines]).subarray(9, 15_000),
    Buffer.concat([lines, lines]).subarray(9, 15_000),
  ],
  ["a Blob", new Blob([lines]), lines],
])("compresses %s before its checksum is computed", async (_, body, expected) => {
  const arrived = await putObject(inspector, body);
  expectCompressed(arrived, expected);
  const { wireBody, wireBytes, headers } = arrived.request;
  expect(sameBytes(gunzipSync(wireBody), expected)).toBe(true);
  expect(headers["content-length"]).toBe(String(wireBytes));
});

test("corrects the length that the caller gave for the body", async () => {
  const arrived = await putObject(inspector, lines, { ContentLength: lines.byteLength });
  expectCompressed(arrived, lines);
  expect(arrived.request.headers["content-length"]).toBe(String(arrived.request.wireBytes));
});

const random = noise(20_000);

test.each<[string, unknown, Buffer]>([
  ["random bytes", random, random],
  ["a Blob of random bytes", new Blob([random]), random],
  ["no bytes", new Uint8Array(), Buffer.of()],
  ["three letters", "abc", Buffer.from("abc")],
])("sends a body as it is that does not get smaller: %s", async (_, body, expected) => {
  expectAsItWas(await putObject(inspector, body), expected);
});

// Not compressed at all, so that it would get smaller.
const stored = gzipSync(lines, { level: 0 });

test.each([
  ["gzip", stored],
  ["identity", lines],
])("leaves a body alone whose content encoding the caller gave: %s", async (ContentEncoding, body) => {
  const { request, compressions } = await putObject(inspector, body, { ContentEncoding });
  expect(request.headers["content-encoding"]).toBe(ContentEncoding);
  expect(sameBytes(request.wireBody, body)).toBe(true);
  expect(compressions).toEqual([]);
});

const digest = (algorithm: string): string => createHash(algorithm).update(lines).digest("base64");

test.each([
  ["MD5", { ContentMD5: digest("md5") }],
  ["SHA-256", { ChecksumSHA256: digest("sha256") }],
])("leaves a body alone whose %s the caller gave, and computed of the body as it was", async (_, input) => {
  const { request, compressions } = await putObject(inspector, lines, input);
  expect(sameBytes(request.wireBody, lines)).toBe(true);
  expect(request.checksums.every(({ valid }) => valid)).toBe(true);
  expect(compressions).toEqual([]);
});

test("leaves an event stream alone, whose messages zlib would hold back", async () => {
  const input = { ContentType: "application/vnd.amazon.eventstream" };
  const { request, compressions } = await putObject(inspector, lines, input);
  expect(sameBytes(request.wireBody, lines)).toBe(true);
  expect(compressions).toEqual([]);
});

test("compresses where the caller gave no digest but its algorithm", async () => {
  const { request } = await putObject(inspector, lines, { ChecksumAlgorithm: "SHA256" });
  expect(request.headers["content-encoding"]).toBe("gzip");
  expect(request.checksums).toMatchObject([{ name: "x-amz-checksum-sha256", valid: true }]);
  expect(sameBytes(request.body, lines)).toBe(true);
});

test("compresses where the client says that the body is not to be digested", async () => {
  const client = s3(inspector);
  // As the serializers of clients before schemas do.
  eventsOf(client).registerFirst("before-call.s3.PutObject", ({ request }) => {
    request.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
  });
  eventsOf(client).use(gzip({ operations: ["s3.PutObject"] }));
  await client.putObject({ Bucket: "b", Key: "k", Body: lines });
  expect(request(inspector).headers["content-encoding"]).toBe("gzip");
  expect(sameBytes(request(inspector).body, lines)).toBe(true);
});

test("leaves the parts of a multipart upload alone, of which S3 keeps no encoding", async () => {
  const client = s3(inspector);
  eventsOf(client).use(gzip({ operations: ["s3.*"] }));
  await client.uploadPart({ Bucket: "b", Key: "k", UploadId: "u", PartNumber: 1, Body: lines });
  expect(request(inspector).headers["content-encoding"]).toBeUndefined();
  expect(sameBytes(request(inspector).wireBody, lines)).toBe(true);
});

test("adds nothing to a presigned URL", async () => {
  const client = s3(inspector);
  const command = () => new PutObjectCommand({ Bucket: "b", Key: "k", Body: lines });
  const signingDate = new Date();
  const before = await getSignedUrl(client, command(), { signingDate });
  eventsOf(client).use(gzip({ operations: ["s3.Put*"] }));
  expect(await getSignedUrl(client, command(), { signingDate })).toBe(before);
});
