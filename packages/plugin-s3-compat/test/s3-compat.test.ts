import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import * as sdk from "@aws-sdk/client-s3";
import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf, Session } from "@tucuxi/events";
import type { InspectedRequest } from "@tucuxi/inspector";
import { gzip } from "@tucuxi/plugin-gzip";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { REQUIRE_CHECKSUM } from "../src/content-md5.js";
import { S3_PRESETS, type S3Preset, type S3Switches, s3Compat } from "../src/index.js";
import { failures, OPERATIONS } from "./operations.js";
import { StrictStore } from "./strict-store.js";

let store: StrictStore;
beforeEach(async () => {
  store = await StrictStore.start();
});
afterEach(() => store[Symbol.asyncDispose]());

function clientWith(given: S3Preset | "auto" | S3Switches, config: Partial<sdk.S3ClientConfig> = {}): S3 {
  const s3 = store.client({ forcePathStyle: true, ...config });
  eventsOf(s3).use(s3Compat(given));
  return s3;
}

function lastRequest(): InspectedRequest {
  const request = store.inspector.requests.at(-1);
  if (request === undefined) throw new Error("there was no request");
  return request;
}

/** The headers that have to do with checksums and the body, by name. */
function bodyHeaders({ headers }: InspectedRequest): Record<string, string> {
  const names =
    /^(x-amz-(sdk-)?checksum|x-amz-trailer|x-amz-decoded|content-(md5|encoding|length)|transfer-encoding)/;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.test(name)));
}

const stream = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
const md5 = (body: string) => createHash("md5").update(body).digest("base64");
const object = { Bucket: "bucket", Key: "key" };

describe("auto", () => {
  it("leaves AWS alone", async () => {
    const seen: unknown[] = [];
    for (const isInUse of [false, true]) {
      const s3 = store.client({ forcePathStyle: true }, "s3.eu-west-1.amazonaws.com");
      if (isInUse) eventsOf(s3).use(s3Compat());
      store.inspector.clear();
      store.answerNext();
      // Megabytes tell no more than bytes here. AWS itself refuses the checksum of an empty body in a presigned URL.
      const names = Object.keys(OPERATIONS).filter((name) => !/3 MB|multipart|presigned PUT/.test(name));
      expect(await failures(store.stage(s3), names)).toEqual({});
      const requests = store.inspector.requests.map(({ method, url, headers }) => {
        const names = Object.keys(headers).join(" ");
        return `${method} ${url.replace(/X-Amz-.*?(?=&x-|$)/, "")} ${headers["content-length"]} ${names}`;
      });
      seen.push(requests);
    }
    expect(seen[1]).toEqual(seen[0]);
  });

  it.each<[string, S3Preset]>([
    ["account.r2.cloudflarestorage.com", "r2"],
    ["storage.googleapis.com", "gcs"],
    ["s3.eu-central-003.backblazeb2.com", "b2"],
  ])("knows %s by its name", async (hostname, preset) => {
    const seen = [];
    for (const given of ["auto", preset] as const) {
      const s3 = store.client({ forcePathStyle: true }, hostname);
      eventsOf(s3).use(s3Compat(given));
      await s3.deleteObjects({ Bucket: "bucket", Delete: { Objects: [{ Key: "key" }] } });
      seen.push([lastRequest().url, bodyHeaders(lastRequest())]);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(lastRequest().signature.state).toBe("valid");
  });

  it("sends a store that it doesn't know nothing that any store refuses, with the bucket in the path of a bare name", async () => {
    const s3 = store.client({}, "minio");
    eventsOf(s3).use(s3Compat());
    await s3.putObject({ ...object, Body: stream("two", "teapots"), ContentLength: 10 });
    const { url, headers } = lastRequest();
    expect(url).toBe("/bucket/key");
    expect(bodyHeaders(lastRequest())).toEqual({ "content-length": "10" });
    expect(headers["expect"]).toBeUndefined();
  });
});

describe("checksums", () => {
  it('"never" sends those that the caller gives, and no others', async () => {
    const s3 = clientWith({ checksums: "never" });
    const ChecksumSHA256 = createHash("sha256").update("teapot").digest("base64");
    await s3.putObject({ ...object, Body: "teapot", ChecksumSHA256 });
    expect(bodyHeaders(lastRequest())).toEqual({
      "content-length": "6",
      "x-amz-checksum-sha256": ChecksumSHA256,
    });
    await s3.putObject({ ...object, Body: "teapot", ChecksumAlgorithm: "SHA256" });
    expect(bodyHeaders(lastRequest())).toEqual({ "content-length": "6" });
    await s3.createMultipartUpload({ ...object, ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
    expect(bodyHeaders(lastRequest())).toEqual({ "content-length": "0" });
  });

  it('"never" is so in each attempt, with Content-MD5 where a checksum is required', async () => {
    const s3 = clientWith({ checksums: "never", contentMd5: true }, { maxAttempts: 2 });
    store.inspector.clear();
    store.inspector.respond("500", "200");
    await s3.deleteObjects({ Bucket: "bucket", Delete: { Objects: [{ Key: "key" }] } });
    const [first, second] = store.inspector.requests;
    for (const request of [first, second]) {
      const body = request?.text ?? "";
      expect(request && bodyHeaders(request)).toEqual({
        "content-length": String(body.length),
        "content-md5": md5(body),
      });
    }
  });

  it('"header" reads a stream, whatever its length, and then the call can be retried', async () => {
    const s3 = clientWith({ checksums: "header" }, { maxAttempts: 2 });
    store.inspector.clear();
    store.inspector.respond("500", "200");
    await s3.putObject({ ...object, Body: stream("two ", "teapots") });
    expect(store.inspector.requests.map(({ text }) => text)).toEqual(["two teapots", "two teapots"]);
    expect(bodyHeaders(lastRequest())).toEqual({
      "content-length": "11",
      "x-amz-checksum-crc32": expect.any(String),
      "x-amz-sdk-checksum-algorithm": "CRC32",
    });
    expect(lastRequest().checksums).toMatchObject([{ valid: true }]);
  });

  it('"header" leaves a stream alone whose checksum the SDK doesn\'t compute', async () => {
    const s3 = clientWith({ checksums: "header" }, { requestChecksumCalculation: "WHEN_REQUIRED" });
    const Body = stream("two ", "teapots");
    let sent: unknown;
    eventsOf(s3).register("before-send", function note({ request }) {
      sent = request.body;
    });
    await s3.putObject({ ...object, Body, ContentLength: 11 });
    expect(sent).toBe(Body);
  });

  it('"header" stores no part of a stream in place of the whole', async () => {
    const s3 = clientWith({ checksums: "header" });
    store.inspector.clear();
    const Body = stream("two ", "teapots");
    await expect(s3.putObject({ ...object, Body, ContentLength: 12 })).rejects.toThrow(
      "content-length was said to be 12, but the stream has 11 bytes",
    );
    await expect(s3.putObject({ ...object, Body })).rejects.toThrow();
    expect(store.inspector.requests).toEqual([]);
  });

  it("trailers: false takes the checksum from streams, and leaves it to what is in memory", async () => {
    const s3 = clientWith({ trailers: false });
    await s3.putObject({ ...object, Body: stream("two ", "teapots"), ContentLength: 11 });
    expect(bodyHeaders(lastRequest())).toEqual({ "content-length": "11" });
    expect(lastRequest().text).toBe("two teapots");
    await s3.putObject({ ...object, Body: "two teapots" });
    expect(lastRequest().checksums).toMatchObject([{ name: "x-amz-checksum-crc32", valid: true }]);
  });

  it("presignChecksums: false takes them out of URLs, and leaves them in what is sent", async () => {
    const s3 = clientWith({ presignChecksums: false });
    for (const command of [new PutObjectCommand(object), new GetObjectCommand(object)]) {
      const { searchParams } = new URL(await getSignedUrl(s3, command));
      expect([...searchParams.keys()].filter((name) => /checksum/.test(name))).toEqual([]);
    }
    await s3.putObject({ ...object, Body: "teapot" });
    expect(lastRequest().checksums).toMatchObject([{ valid: true }]);
  });

  it("presignChecksums: false keeps what the caller gives", async () => {
    const s3 = clientWith({ presignChecksums: false });
    const put = await getSignedUrl(s3, new PutObjectCommand({ ...object, ChecksumSHA256: "c2hhMjU2" }));
    expect(new URL(put).searchParams.get("x-amz-checksum-sha256")).toBe("c2hhMjU2");
    const get = await getSignedUrl(s3, new GetObjectCommand({ ...object, ChecksumMode: "ENABLED" }));
    expect(new URL(get).searchParams.get("x-amz-checksum-mode")).toBe("ENABLED");
  });

  it("responseChecksums: false ignores a checksum that isn't the object's, unless the caller asks for it", async () => {
    const wrong = { body: "teapot", headers: { "x-amz-checksum-crc32": "AAAAAA==" } };
    const s3 = clientWith({ responseChecksums: false });
    store.inspector.clear();
    store.inspector.respond(wrong, wrong);
    const { Body } = await s3.getObject(object);
    expect(await Body?.transformToString()).toBe("teapot");
    expect(lastRequest().headers["x-amz-checksum-mode"]).toBeUndefined();
    const asked = await s3.getObject({ ...object, ChecksumMode: "ENABLED" });
    await expect(asked.Body?.transformToString()).rejects.toThrow("Checksum mismatch");
  });

  it("responseChecksums: false is so each time that a command is sent", async () => {
    const s3 = clientWith({ responseChecksums: false });
    const command = new GetObjectCommand(object);
    for (const _ of [1, 2]) {
      await s3.send(command).catch(() => undefined);
      expect(lastRequest().headers["x-amz-checksum-mode"]).toBeUndefined();
    }
  });

  it("completeChecksums: false takes them out of CompleteMultipartUpload, and nothing else", async () => {
    const s3 = clientWith({ completeChecksums: false });
    const Parts = [
      { PartNumber: 1, ETag: '"<ChecksumCRC32>"', ChecksumCRC32: "AAAAAA==", ChecksumSHA256: "c2hhMjU2" },
      { PartNumber: 2, ETag: '"2"', ChecksumCRC64NVME: "AAAAAAAAAAA=" },
    ];
    const upload = {
      ...object,
      UploadId: "upload",
      ChecksumType: "COMPOSITE",
      ChecksumCRC32: "AAAAAA==-2",
    } as const;
    await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } });
    expect(lastRequest().text).toMatch(
      /<Part><ETag>&quot;&lt;ChecksumCRC32&gt;&quot;<\/ETag><PartNumber>1<\/PartNumber><\/Part><Part><ETag>&quot;2&quot;<\/ETag><PartNumber>2<\/PartNumber><\/Part>/,
    );
    expect(Object.keys(bodyHeaders(lastRequest()))).toEqual(["content-length"]);
  });
});

describe("Content-MD5", () => {
  it("is sent for the operations for which the SDK's model requires a checksum", async () => {
    const s3 = store.client({ forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" });
    const required = new Set<string>();
    eventsOf(s3).register("before-sign.s3", function note({ request, operationName }) {
      if ("x-amz-sdk-checksum-algorithm" in request.headers) required.add(operationName);
    });
    eventsOf(s3).register("before-send", () => ({ statusCode: 200 }));
    const input = {
      Bucket: "bucket",
      Key: "key",
      UploadId: "1",
      PartNumber: 1,
      Id: "1",
      CopySource: "a/b",
      RenameSource: "a/b",
    };
    for (const [name, Command] of Object.entries(sdk)) {
      if (!/^[A-Z]\w+Command$/.test(name) || typeof Command !== "function") continue;
      // The cast: for a list of all commands, there is no type of their inputs.
      const command = new (Command as unknown as new (input: object) => sdk.HeadObjectCommand)({ ...input });
      await s3.send(command).catch(() => undefined);
    }
    expect([...required].sort()).toEqual([...REQUIRE_CHECKSUM].sort());
  });

  it("is sent with what is put under an Object Lock, and is the caller's where there is one", async () => {
    const s3 = clientWith({ checksums: "never", contentMd5: true });
    await s3.putObject({ ...object, Body: "teapot", ObjectLockLegalHoldStatus: "ON" });
    expect(lastRequest().headers["content-md5"]).toBe(md5("teapot"));
    await s3.putObject({
      ...object,
      Body: "teapot",
      ObjectLockLegalHoldStatus: "ON",
      ContentMD5: md5("teapot"),
    });
    expect(lastRequest().headers["content-md5"]).toBe(md5("teapot"));
    await s3.putObject({ ...object, Body: "teapot" });
    expect(lastRequest().headers["content-md5"]).toBeUndefined();
  });

  it("is that of the body that other handlers leave", async () => {
    const s3 = clientWith({ checksums: "never", contentMd5: true });
    eventsOf(s3).register("before-sign.s3.DeleteObjects", function pad({ request }) {
      request.body = `${request.body}\n`;
    });
    await s3.deleteObjects({ Bucket: "bucket", Delete: { Objects: [{ Key: "key" }] } });
    expect(lastRequest().checksums).toEqual([expect.objectContaining({ name: "content-md5", valid: true })]);
  });
});

describe("lists", () => {
  const keys = ["control\u0001", "a b+c%2B/ü&<>", "line\nfeed"];

  it('listEncoding: "url" reads keys that XML has no form for', async () => {
    const bare = store.client({ forcePathStyle: true });
    for (const Key of keys) await bare.putObject({ Bucket: "bucket", Key, Body: "" });
    const { Contents: changed } = await bare.listObjectsV2({ Bucket: "bucket" });
    expect(changed?.map(({ Key }) => Key)).toEqual(["control\ufffd", ...keys.slice(1)]);

    const { Contents, EncodingType, Prefix } = await clientWith({ listEncoding: "url" }).listObjectsV2({
      Bucket: "bucket",
    });
    expect(Contents?.map(({ Key }) => Key)).toEqual(keys);
    expect([EncodingType, Prefix]).toEqual([undefined, ""]);
  });

  it("leaves a list alone that the caller asked to be encoded, and one of a store that doesn't encode", async () => {
    const s3 = clientWith({ listEncoding: "url" });
    store.inspector.clear();
    const body = (encoding: string) =>
      `<ListBucketResult>${encoding}<Contents><Key>a%2Bb</Key></Contents></ListBucketResult>`;
    store.inspector.respond({ body: body("<EncodingType>url</EncodingType>") }, { body: body("") });
    const asked = await s3.listObjects({ Bucket: "bucket", EncodingType: "url" });
    expect(asked).toMatchObject({ EncodingType: "url", Contents: [{ Key: "a%2Bb" }] });
    const ignored = await s3.listObjects({ Bucket: "bucket" });
    expect(ignored.Contents).toMatchObject([{ Key: "a%2Bb" }]);
  });

  it("decodes each name in each kind of list", async () => {
    const s3 = clientWith({ listEncoding: "url" });
    store.inspector.clear();
    const named = "<Key>a+b</Key>";
    const url = "<EncodingType>url</EncodingType>";
    store.inspector.respond(
      {
        body: `<R>${url}<KeyMarker>a+b</KeyMarker><NextKeyMarker>%01</NextKeyMarker><Version>${named}</Version><DeleteMarker>${named}</DeleteMarker></R>`,
      },
      { body: `<R>${url}<Upload>${named}</Upload><Delimiter>%2F</Delimiter></R>` },
      {
        body: `<R>${url}<NextMarker>a+b</NextMarker><CommonPrefixes><Prefix>a+b/</Prefix></CommonPrefixes></R>`,
      },
    );
    expect(await s3.listObjectVersions({ Bucket: "bucket" })).toMatchObject({
      KeyMarker: "a b",
      NextKeyMarker: "\u0001",
      Versions: [{ Key: "a b" }],
      DeleteMarkers: [{ Key: "a b" }],
    });
    expect(await s3.listMultipartUploads({ Bucket: "bucket" })).toMatchObject({
      Uploads: [{ Key: "a b" }],
      Delimiter: "/",
    });
    expect(await s3.listObjects({ Bucket: "bucket" })).toMatchObject({
      NextMarker: "a b",
      CommonPrefixes: [{ Prefix: "a b/" }],
    });
  });
});

describe("the form of requests", () => {
  it("xmlContentType is that of the SDK's XML, and not of an object that is XML", async () => {
    const s3 = clientWith({ xmlContentType: "text/xml" });
    await s3.deleteObjects({ Bucket: "bucket", Delete: { Objects: [{ Key: "key" }] } });
    expect(lastRequest().headers["content-type"]).toBe("text/xml");
    await s3.putObject({ ...object, Body: "<?xml?>", ContentType: "application/xml" });
    expect(lastRequest().headers["content-type"]).toBe("application/xml");
  });

  it("signAcceptEncoding: false sends the header, unsigned, in each attempt", async () => {
    const s3 = clientWith({ signAcceptEncoding: false }, { maxAttempts: 2 });
    eventsOf(s3).register("before-sign.s3.HeadBucket", function acceptGzip({ request }) {
      request.headers["Accept-Encoding"] = "gzip";
    });
    store.inspector.clear();
    store.inspector.respond("500", "200");
    await s3.headBucket({ Bucket: "bucket" });
    expect(store.inspector.requests.map(({ headers }) => headers["accept-encoding"])).toEqual([
      "gzip",
      "gzip",
    ]);
    for (const { headers } of store.inspector.requests) {
      expect(headers["authorization"]).not.toContain("accept-encoding");
    }
  });

  it.each([
    ["path", "/bucket/key?x-id=PutObject", "localhost"],
    ["virtual", "/key?x-id=PutObject", "bucket.localhost"],
  ] as const)("addressing: %j is obeyed, in presigned URLs too", async (addressing, url, hostname) => {
    const s3 = clientWith({ addressing }, { forcePathStyle: addressing !== "path" });
    await s3.putObject({ ...object, Body: "teapot" });
    expect(lastRequest().url).toBe(url);
    expect(lastRequest().headers["host"]).toBe(`${hostname}:${store.inspector.port}`);
    expect(lastRequest().signature.state).toBe("valid");
    const presigned = new URL(await getSignedUrl(s3, new PutObjectCommand(object)));
    expect([presigned.hostname, presigned.pathname]).toEqual([hostname, url.replace(/\?.*/, "")]);
  });
});

describe("with others", () => {
  it.each([
    ["before", [s3Compat("r2"), gzip({ operations: ["s3.PutObject"] })]],
    ["after", [gzip({ operations: ["s3.PutObject"] }), s3Compat("r2")]],
  ] as const)("compresses as well, when it is installed %s plugin-gzip", async (_, plugins) => {
    const s3 = store.client({ forcePathStyle: true });
    for (const plugin of plugins) eventsOf(s3).use(plugin);
    const Body = "a teapot, ".repeat(200);
    await s3.putObject({ ...object, Body });
    expect(gunzipSync(lastRequest().wireBody).toString()).toBe(Body);
    expect(Object.keys(bodyHeaders(lastRequest()))).toEqual(["content-encoding", "content-length"]);
    await s3.putObject({ ...object, Body: Readable.from([Body]) });
    expect(gunzipSync(lastRequest().wireBody).toString()).toBe(Body);
  });

  it("works for a session's clients of S3, and leaves those of other services alone", async () => {
    const session = new Session();
    session.events.use(s3Compat("b2"));
    const { inspector, agent } = store;
    const config = {
      ...inspector.clientConfig,
      region: "eu-west-1",
      requestHandler: { httpAgent: agent },
    };
    await session.client(S3, config).putObject({ ...object, Body: "teapot" });
    expect(bodyHeaders(lastRequest())).toEqual({ "content-length": "6" });
  });

  it("works with cacheMiddleware, and for calls that run at once", async () => {
    const s3 = clientWith(
      { checksums: "never", contentMd5: true, responseChecksums: false },
      { cacheMiddleware: true },
    );
    const bodies = Array.from({ length: 20 }, (_, number) => `teapot ${number}`);
    await Promise.all(
      bodies.map((Body, number) =>
        s3.putObject({ Bucket: "bucket", Key: `${number}`, Body, ObjectLockLegalHoldStatus: "ON" }),
      ),
    );
    for (const request of store.inspector.requests)
      expect(request.headers["content-md5"]).toBe(md5(request.text ?? ""));
    const read = await Promise.all(
      bodies.map(async (_, number) =>
        (await s3.getObject({ Bucket: "bucket", Key: `${number}` })).Body?.transformToString(),
      ),
    );
    expect(read).toEqual(bodies);
  });

  it("tells what it does by the names of its handlers", () => {
    const events = eventsOf(clientWith({ ...S3_PRESETS.gcs, listEncoding: "url" }));
    expect(
      events
        .list()
        .map(({ handlerName, pattern }) => `${pattern} ${handlerName}`)
        .sort(),
    ).toEqual(
      [
        "after-call.s3.{ListMultipartUploads,ListObjectVersions,ListObjects,ListObjectsV2} decodeNames",
        "before-call.s3 omitChecksum",
        "before-call.s3 removeXId",
        "before-call.s3.CompleteMultipartUpload omitPartChecksums",
        "before-call.s3.GetObject omitChecksumMode",
        "before-call.s3.{ListMultipartUploads,ListObjectVersions,ListObjects,ListObjectsV2} askForUrlEncoding",
        "before-parameter-build.s3.GetObject noteChecksumMode",
        "before-parse.s3.GetObject ignoreChecksum",
        "before-send.s3 restoreAcceptEncoding",
        "before-sign.s3 addContentMd5",
        "before-sign.s3 holdAcceptEncoding",
        "request-created.s3.* removeStandIn",
      ].sort(),
    );
  });

  it("is one installation when it is installed twice, and leaves nothing behind", async () => {
    const s3 = store.client({ forcePathStyle: true });
    const events = eventsOf(s3);
    const stack = s3.middlewareStack.identify();
    events.use(s3Compat("r2"));
    const uninstall = events.use(s3Compat("auto"));
    expect(events.list().map(({ plugin }) => plugin)).toEqual(events.list().map(() => "s3-compat"));
    uninstall();
    expect(s3.middlewareStack.identify()).toEqual(stack);
    await s3.putObject({ ...object, Body: "teapot" });
    expect(lastRequest().checksums).toMatchObject([{ valid: true }]);
  });
});
