import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  S3,
} from "@aws-sdk/client-s3";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";

it("answers calls", async () => {
  const client = new S3({}); // no credentials, no region, no network
  using s3 = stub(client);
  s3.on(GetObjectCommand, { Bucket: "photos" }).returns({ Body: "hello" });
  s3.on(PutObjectCommand).throttles(2).returns({ ETag: '"1"' });
  s3.on(HeadObjectCommand).fails("NotFound");
  s3.on(ListObjectsV2Command).pages([{ Contents: [{ Key: "a" }] }, { Contents: [{ Key: "b" }] }]);

  const object = { Bucket: "photos", Key: "cat.jpg" };
  const { Body } = await client.getObject(object);
  expect(await Body?.transformToString()).toBe("hello");

  const { $metadata } = await client.putObject({ ...object, Body: "a cat" });
  expect($metadata.attempts).toBe(3); // the SDK's own retries, without waiting

  await expect(client.headObject(object)).rejects.toBeInstanceOf(NotFound);

  const keys: unknown[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: "photos" })) {
    keys.push(...Contents.map(({ Key }) => Key));
  }
  expect(keys).toEqual(["a", "b"]);
});
