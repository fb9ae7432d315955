import assert from "node:assert/strict";
import { test } from "node:test";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { assertSent, stub } from "@tucuxi/plugin-stubber";
import { handler } from "./receipts.js";

test("stores the receipt of a new order", async () => {
  using s3 = stub(S3Client);
  s3.on(GetObjectCommand).fails("NoSuchKey");
  s3.on(PutObjectCommand).returns({});
  assert.deepEqual(await handler({ order: "42", total: 10 }), { stored: true });
  assertSent(s3, PutObjectCommand, { Key: "42.json" });
});
