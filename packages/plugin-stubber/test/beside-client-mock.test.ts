import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { stub } from "@tucuxi/plugin-stubber";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";

// What the documentation says that aws-sdk-client-mock does, and what happens here.
const object = { Bucket: "bucket", Key: "k" };
const put = new PutObjectCommand({ ...object, Body: "x" });
const untyped = (value: object): typeof object => ({ ...object, ...value });

it("a parameter and a member of the output that do not exist: accepted there, an error here", async () => {
  const misspelt = new GetObjectCommand(untyped({ Ranges: "bytes=0-1" }));
  const output: object = { Bodi: "x" };
  const mocked = new S3Client({});
  mockClient(mocked).on(GetObjectCommand).resolves(output);
  expect(await mocked.send(misspelt)).toBe(output);

  const client = new S3Client({});
  using s3 = stub(client);
  const one = s3.on(GetObjectCommand);
  expect(() => one.returns(output)).toThrow(
    'Bodi: the model has no such member in GetObjectOutput (did you mean "Body"?)',
  );
  one.returns({});
  await expect(client.send(misspelt)).rejects.toThrow('(did you mean "Range"?)');
});

it("a required parameter that is missing: accepted there, an error here", async () => {
  const withoutKey: object = { Bucket: "bucket" };
  const command = new GetObjectCommand(withoutKey as typeof object);
  const mocked = new S3Client({});
  mockClient(mocked).on(GetObjectCommand).resolves({});
  expect(await mocked.send(command)).toEqual({});

  const client = new S3Client({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).returns({});
  await expect(client.send(command)).rejects.toThrow("Key: is missing, the model requires it");
});

it("a call that nothing answers: undefined there, an error here", async () => {
  const mocked = new S3Client({});
  mockClient(mocked).on(GetObjectCommand).resolves({});
  expect(await mocked.send(put)).toBeUndefined();

  const client = new S3Client({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).returns({});
  await expect(client.send(put)).rejects.toThrow("no stub answers s3.PutObject");
});

it("a call that is throttled: fails there, is retried here", async () => {
  const mocked = new S3Client({});
  const throttled = Object.assign(new Error("slow down"), { name: "SlowDown" });
  mockClient(mocked).on(PutObjectCommand).rejectsOnce(throttled).resolves({});
  await expect(mocked.send(put)).rejects.toBe(throttled);

  const client = new S3Client({});
  using s3 = stub(client);
  s3.on(PutObjectCommand).throttles(1).returns({});
  expect((await client.send(put)).$metadata.attempts).toBe(2);
});

it("middlewares and handlers: do not run there, run here", async () => {
  const seen: string[] = [];
  const watch = (client: S3Client, name: string): S3Client => {
    eventsOf(client).register("before-sign", () => void seen.push(`${name}: handler`));
    client.middlewareStack.add(
      (next) => (args) => {
        seen.push(`${name}: middleware`);
        return next(args);
      },
      { step: "initialize" },
    );
    return client;
  };
  const mocked = watch(new S3Client({}), "mocked");
  mockClient(mocked).on(PutObjectCommand).resolves({});
  await mocked.send(put);

  const client = watch(new S3Client({}), "stubbed");
  using s3 = stub(client);
  s3.on(PutObjectCommand).returns({});
  await client.send(put);
  expect(seen).toEqual(["stubbed: middleware", "stubbed: handler"]);
});

it("a stub that is never used: unnoticed there, an error here", () => {
  const mock = mockClient(new S3Client({}));
  mock.on(GetObjectCommand).resolves({});
  mock.restore();

  const s3 = stub(new S3Client({}));
  s3.on(GetObjectCommand).returns({});
  expect(() => s3.dispose()).toThrow("on(GetObject) was never called");
});
