import { Readable } from "node:stream";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";
import { receipt } from "./receipts.js";

it.each([
  ["text", "{}"],
  ["bytes", new TextEncoder().encode("{}")],
  ["a Blob", new Blob(["{}"])],
  ["a function that makes a stream", () => Readable.from(["{", "}"])],
])("reads a body from %s", async (_, Body) => {
  using s3 = stub(S3Client);
  s3.on(GetObjectCommand).returns({ Body });
  expect(await receipt("42")).toBe("{}");
});
