import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";
import { receipt } from "./receipts.js";

it("has no receipt where S3 has no such key", async () => {
  using s3 = stub(S3Client);
  s3.on(GetObjectCommand).fails("NoSuchKey");
  expect(await receipt("42")).toBeUndefined();
});

it("does not hide that it may not read", async () => {
  using s3 = stub(S3Client);
  s3.on(GetObjectCommand).fails("AccessDenied", { message: "not yours" });
  await expect(receipt("42")).rejects.toMatchObject({
    name: "AccessDenied",
    message: "not yours",
    $metadata: { httpStatusCode: 403 },
  });
});
