import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";
import { handler } from "./receipts.js";

it("stores the receipt when S3 throttles, and when the connection is lost", async () => {
  using s3 = stub(S3Client);
  s3.on("s3.GetObject").fails("NoSuchKey");
  s3.on(PutObjectCommand).throttles(1).drops(1).returns({ ETag: '"1"' });

  expect(await handler({ order: "42", total: 10 })).toEqual({ stored: true });

  const [put] = s3.callsOf(PutObjectCommand);
  expect(put?.attempts.map(({ response }) => response?.statusCode)).toEqual([503, undefined, 200]);
});

it("gives up after the SDK's three attempts", async () => {
  using s3 = stub(S3Client);
  s3.on("s3.GetObject").fails("NoSuchKey");
  s3.on(PutObjectCommand).throttles();

  await expect(handler({ order: "42", total: 10 })).rejects.toMatchObject({
    name: "SlowDown",
    $metadata: { attempts: 3 },
  });
});
