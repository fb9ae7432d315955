import "@tucuxi/plugin-stubber/vitest";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { any, stub } from "@tucuxi/plugin-stubber";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { handler } from "./receipts.js";

const s3 = stub(S3Client);

beforeEach(() => {
  s3.on(GetObjectCommand).fails("NoSuchKey").optional();
  s3.on(PutObjectCommand).returns({}).optional();
});
afterEach(() => {
  s3.verify();
  s3.reset();
});
afterAll(() => s3.restore());

it("stores a receipt", async () => {
  await handler({ order: "42", total: 10 });
  expect(s3).toHaveSentInOrder([
    [GetObjectCommand],
    [PutObjectCommand, { Key: "42.json", Body: any(String) }],
  ]);
});

it("stores it once", async () => {
  // Of two stubs that match, the later one answers.
  s3.on(GetObjectCommand, { Key: "42.json" }).returns({ Body: "{}" });
  expect(await handler({ order: "42", total: 10 })).toEqual({ stored: false });
  expect(s3).not.toHaveSent(PutObjectCommand);
});
