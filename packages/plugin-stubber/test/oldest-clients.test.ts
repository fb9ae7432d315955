import { stub } from "@tucuxi/plugin-stubber";
import { GetObjectCommand, HeadObjectCommand, NoSuchKey, PutObjectCommand, S3 } from "client-s3-oldest";
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
