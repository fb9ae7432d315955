import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { assertSent, stub } from "@tucuxi/plugin-stubber";

const client = new S3({});

test("answers, and has assertions", async () => {
  using s3 = stub(client);
  s3.on(GetObjectCommand).returns({ Body: "hello" });
  const { Body } = await client.getObject({ Bucket: "b", Key: "k" });
  assert.equal(await Body?.transformToString(), "hello");
  assertSent(s3, GetObjectCommand, { Key: "k" });
  assert.throws(() => assertSent(s3, PutObjectCommand), {
    code: "ERR_ASSERTION",
    message: /PutObject wasn't sent/,
  });
});

test("retries under fake timers", async () => {
  mock.timers.enable();
  using s3 = stub(client);
  s3.on(PutObjectCommand).throttles(2).returns({ ETag: '"1"' });
  const { ETag } = await client.putObject({ Bucket: "b", Key: "k", Body: "x" });
  assert.equal(ETag, '"1"');
  mock.timers.reset();
});
