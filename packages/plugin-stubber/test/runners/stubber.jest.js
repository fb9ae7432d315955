import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { stub } from "@tucuxi/plugin-stubber";

const client = new S3({});
const s3 = stub(client);

afterEach(() => {
  s3.verify();
  s3.reset();
});
afterAll(() => s3.dispose());

test("answers, and has matchers", async () => {
  s3.on(GetObjectCommand, expect.objectContaining({ Key: "k" })).returns({ Body: "hello" });
  const { Body } = await client.getObject({ Bucket: "b", Key: "k" });
  expect(await Body?.transformToString()).toBe("hello");
  expect(s3).toHaveSent(GetObjectCommand, { Key: expect.any(String) });
  expect(s3).not.toHaveSent(PutObjectCommand);
});

test("shows what was sent instead", async () => {
  s3.on(GetObjectCommand).returns({});
  await client.getObject({ Bucket: "b", Key: "k" });
  expect(() => expect(s3).toHaveSentTimes(GetObjectCommand, 2)).toThrow(
    "GetObject was sent once instead of 2 times",
  );
});

test("retries under fake timers", async () => {
  jest.useFakeTimers();
  try {
    s3.on(PutObjectCommand).throttles(2).returns({ ETag: '"1"' });
    const { ETag } = await client.putObject({ Bucket: "b", Key: "k", Body: "x" });
    expect(ETag).toBe('"1"');
  } finally {
    jest.useRealTimers();
  }
});
