import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { expect, test } from "@jest/globals";
import { stub } from "@tucuxi/plugin-stubber";
import "@tucuxi/plugin-stubber/jest-globals";

test("has matchers where expect is imported", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).returns({});
  await client.getObject({ Bucket: "b", Key: "k" });
  expect(s3).toHaveSent(GetObjectCommand, { Key: "k" });
  expect(() => expect(s3).not.toHaveSent(GetObjectCommand)).toThrow("GetObject was sent once");
});
