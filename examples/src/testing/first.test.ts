import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";
import { handler } from "./receipts.js";

it("stores the receipt of a new order", async () => {
  using s3 = stub(S3Client);
  s3.on(GetObjectCommand, { Bucket: "receipts", Key: "42.json" }).fails("NoSuchKey");
  s3.on(PutObjectCommand, { Bucket: "receipts" }).returns({ ETag: '"1"' });

  expect(await handler({ order: "42", total: 10 })).toEqual({ stored: true });

  const [put] = s3.callsOf(PutObjectCommand);
  expect(put?.params).toMatchObject({ Key: "42.json", Body: '{"order":"42","total":10}' });
  expect(put?.attempts[0]?.request.headers["content-type"]).toBe("application/json");
});
