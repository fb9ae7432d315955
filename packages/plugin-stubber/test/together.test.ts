import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STS } from "@aws-sdk/client-sts";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { HttpRequest } from "@smithy/protocol-http";
import { any, stub } from "@tucuxi/plugin-stubber";
import { expect, it, onTestFinished, vi } from "vitest";

const object = { Bucket: "bucket", Key: "k" };

it("answers concurrent calls each with its own, and keeps their attempts apart", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(GetObjectCommand).calls(async ({ Key = "" }, { attempt }) => {
    if (attempt < Number(Key)) throw Object.assign(new Error("lost"), { code: "ECONNRESET" });
    return { ETag: Key };
  });
  const keys = Array.from({ length: 30 }, (_, call) => String((call % 3) + 1));
  const outputs = await Promise.all(keys.map((Key) => client.getObject({ ...object, Key })));
  expect(outputs.map(({ ETag }) => ETag)).toEqual(keys);
  expect(s3.calls.map(({ attempts }) => String(attempts.length))).toEqual(keys);
});

it("shows what was sent: the signed requests with their bytes, and the responses", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(PutObjectCommand).throttles(1).returns({ ETag: '"1"' });
  await client.putObject({ ...object, Body: "hello", ContentType: "text/plain" });
  const [call] = s3.callsOf(PutObjectCommand);
  expect(call).toMatchObject({
    service: "s3",
    operation: "PutObject",
    client,
    params: object,
    output: { ETag: '"1"' },
  });
  expect(call?.attempts.map(({ request }) => [request.method, request.url])).toEqual([
    ["PUT", "https://bucket.s3.us-east-1.amazonaws.com/k?x-id=PutObject"],
    ["PUT", "https://bucket.s3.us-east-1.amazonaws.com/k?x-id=PutObject"],
  ]);
  const [first, second] = call?.attempts ?? [];
  expect(new TextDecoder().decode(first?.request.body)).toBe("hello");
  expect(first?.request.headers).toMatchObject({
    "content-type": "text/plain",
    "x-amz-checksum-crc32": "NhCmhg==",
  });
  expect(second?.request.headers["authorization"]).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
  expect(second?.request.headers["amz-sdk-request"]).toBe("attempt=2; max=3");
  expect(new TextDecoder().decode(first?.response?.body)).toContain("<Code>SlowDown</Code>");
  expect(second?.response?.headers).toMatchObject({ etag: '"1"' });
});

it("keeps the bytes of each request, also where a program fills its buffer again", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(PutObjectCommand).returns({});
  const Body = new Uint8Array(1);
  for (const byte of [1, 2]) {
    Body[0] = byte;
    await client.putObject({ ...object, Body });
  }
  expect(s3.calls.map(({ attempts }) => attempts[0]?.request.body[0])).toEqual([1, 2]);
});

it("keeps no call that a test has forgotten", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(PutObjectCommand).throttles(1).returns({});
  await client.putObject({ ...object, Body: "x" });
  const forgotten = new WeakRef(s3.calls[0] ?? {});
  s3.clearCalls();
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  await expect
    .poll(() => {
      collectGarbage();
      return forgotten.deref() === undefined;
    })
    .toBe(true);
});

it("keeps the error of a call, and calls that something else answered", async () => {
  const client = new STS({});
  using sts = stub(client);
  sts.on(GetCallerIdentityCommand).fails("ExpiredToken");
  const error = await client.getCallerIdentity({}).catch((caught: unknown) => caught);
  expect(sts.calls[0]?.error).toBe(error);
  client.middlewareStack.add(() => async () => ({ response: {}, output: { $metadata: {} } }), {
    step: "build",
  });
  await client.getCallerIdentity({});
  expect(sts.calls[1]).toMatchObject({ output: { $metadata: {} }, attempts: [] });
});

it("runs the middlewares of the application under test", async () => {
  const client = new STS({});
  const steps: string[] = [];
  for (const step of ["initialize", "serialize", "build", "finalizeRequest", "deserialize"]) {
    client.middlewareStack.add(
      (next) => (args) => {
        steps.push(step);
        return next(args);
      },
      { step: step as "initialize", priority: "low" },
    );
  }
  using sts = stub(client);
  sts.on(GetCallerIdentityCommand).throttles(1).returns({});
  // Inside of the stub's own entry, with a request of its own.
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (!HttpRequest.isInstance(request)) return next(args);
      return next({ ...args, request: { ...request, headers: { ...request.headers, "x-late": "1" } } });
    },
    { step: "deserialize", priority: "low" },
  );
  await client.getCallerIdentity({});
  expect(steps).toEqual([
    "initialize",
    "serialize",
    "build",
    "finalizeRequest",
    "deserialize",
    "finalizeRequest",
    "deserialize",
  ]);
  expect(sts.calls[0]?.attempts.map(({ request }) => request.headers["x-late"])).toEqual(["1", "1"]);
});

it("makes presigned URLs without credentials, and does not take them for calls", async () => {
  const client = new S3({});
  using s3 = stub(client, { unused: "ignore" });
  s3.on(GetObjectCommand).returns({});
  const url = new URL(await getSignedUrl(client, new GetObjectCommand(object), { expiresIn: 60 }));
  expect(url.searchParams.get("X-Amz-Credential")).toMatch(/^AKIDEXAMPLE\//);
  expect(s3.calls).toEqual([]);
});

it("answers lib-storage, in parts and whole", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on("s3.CreateMultipartUpload").returns({ UploadId: "upload" });
  s3.on(UploadPartCommand, { UploadId: "upload" }).calls(({ PartNumber }) => ({ ETag: `"${PartNumber}"` }));
  s3.on("s3.CompleteMultipartUpload", {
    MultipartUpload: {
      Parts: [
        { ETag: '"1"', PartNumber: 1 },
        { ETag: '"2"', PartNumber: 2 },
      ],
    },
  }).returns({ ETag: '"whole"', Location: "https://bucket.s3.us-east-1.amazonaws.com/k" });
  s3.on(PutObjectCommand).returns({ ETag: '"small"' });
  const large = await new Upload({
    client,
    params: { ...object, Body: Buffer.alloc(6 * 1024 * 1024) },
  }).done();
  expect(large).toMatchObject({ ETag: '"whole"' });
  const small = await new Upload({ client, params: { ...object, Body: "small" } }).done();
  expect(small).toMatchObject({ ETag: '"small"' });
  expect(s3.callsOf(UploadPartCommand).map(({ attempts }) => attempts[0]?.request.body.byteLength)).toEqual([
    5 * 1024 * 1024,
    1024 * 1024,
  ]);
});

it("works under fake timers, of any kind, and lets a test move them for what takes time", async () => {
  vi.useFakeTimers({
    now: Date.UTC(2030, 0, 1),
    toFake: ["setTimeout", "setInterval", "setImmediate", "Date", "queueMicrotask", "performance"],
  });
  onTestFinished(() => void vi.useRealTimers());
  const client = new S3({});
  using s3 = stub(client);
  s3.on(ListBucketsCommand)
    .throttles(1)
    .drops(1)
    .returns({ Buckets: [{ Name: "b" }] });
  s3.on(PutObjectCommand).delays(30_000).returns({ ETag: '"1"' });
  expect((await client.listBuckets({})).Buckets).toEqual([{ Name: "b" }]);
  expect(s3.calls[0]?.attempts[0]?.request.headers["x-amz-date"]).toBe("20300101T000000Z");
  const put = client.putObject({ ...object, Body: "x" });
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
  vi.advanceTimersByTime(30_000);
  expect((await put).ETag).toBe('"1"');
});

it("uses the client's own retry strategy, without its delays", async () => {
  const asked: unknown[] = [];
  const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 3_600_000, count });
  const client = new STS({
    retryStrategy: {
      acquireInitialRetryToken: async () => token(0),
      refreshRetryTokenForRetry: async (given: object) => {
        asked.push("count" in given ? given.count : given);
        if (asked.length > 5) throw new Error("enough");
        return token(asked.length);
      },
      recordSuccess: () => {},
    } as never,
  });
  using sts = stub(client);
  sts.on(GetCallerIdentityCommand).fails("AccessDenied").times(2).returns({ Account: "1" });
  expect((await client.getCallerIdentity({})).$metadata).toMatchObject({ attempts: 3 });
  expect(asked).toEqual([0, 1]);
});

it("matches what was sent with any(), and with whole bodies", async () => {
  const client = new S3({});
  using s3 = stub(client);
  s3.on(PutObjectCommand, { Body: "text", Key: any(String) }).returns({});
  s3.on(PutObjectCommand, { Body: Uint8Array.of(1) }).returns({});
  await client.putObject({ ...object, Body: new TextEncoder().encode("text") });
  await client.putObject({ ...object, Body: Uint8Array.of(1) });
});
