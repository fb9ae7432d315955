import * as newest from "@aws-sdk/client-s3";
import { assertSentTimes, stub } from "@tucuxi/plugin-stubber";
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3,
  S3Client,
} from "client-s3-oldest";
import { expect, it, onTestFinished, vi } from "vitest";

const object = { Bucket: "bucket", Key: "k" };

it("answers clients without schemas as the test says, and says once that it checks nothing", async () => {
  const emitWarning = vi.spyOn(process, "emitWarning").mockReturnValue();
  onTestFinished(() => emitWarning.mockRestore());
  const client = new S3({});
  const before = client.middlewareStack.identify();
  {
    using s3 = stub(client);
    s3.on(PutObjectCommand).throttles(1).drops(1).returns({ ETag: '"1"' });
    s3.on(GetObjectCommand).fails(new NoSuchKey({ message: "none", $metadata: {} }));
    s3.on(HeadObjectCommand).fails("NotFound", { statusCode: 404 });
    const output = await client.putObject({ ...object, Body: "x" });
    expect(output).toMatchObject({ ETag: '"1"', $metadata: { attempts: 3 } });
    await expect(client.getObject(object)).rejects.toBeInstanceOf(NoSuchKey);
    await expect(client.headObject(object)).rejects.toMatchObject({ name: "NotFound" });
    expect(s3.calls[0]?.attempts.map(({ request }) => new TextDecoder().decode(request.body))).toEqual([
      "x",
      "x",
      "x",
    ]);
    await expect(client.getObject({ ...object, Key: "other", VersionId: "1" })).rejects.toBeInstanceOf(
      NoSuchKey,
    );
  }
  using _ = stub(new S3({}));
  expect(emitWarning.mock.calls.filter(([, type]) => String(type) === "TucuxiWarning")).toHaveLength(1);
  expect(client.middlewareStack.identify()).toEqual(before);
});

it("stubs clients of two SDKs in one program, each with its own commands", async () => {
  const emitWarning = vi.spyOn(process, "emitWarning").mockReturnValue();
  onTestFinished(() => emitWarning.mockRestore());
  using ofOldest = stub(S3Client);
  using ofNewest = stub(newest.S3Client);
  ofOldest.on(GetObjectCommand, { Key: "k" }).returns({ ETag: '"old"' });
  ofNewest.on(newest.GetObjectCommand, { Key: "k" }).returns({ ETag: '"new"' });
  const found = await Promise.all([new S3({}).getObject(object), new newest.S3({}).getObject(object)]);
  expect(found.map(({ ETag }) => ETag)).toEqual(['"old"', '"new"']);
  for (const stubs of [ofOldest, ofNewest]) assertSentTimes(stubs, "s3.GetObject", 1, { Bucket: "bucket" });
});
