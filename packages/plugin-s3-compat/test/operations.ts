import { deepEqual, equal, ok } from "node:assert/strict";
import { createReadStream } from "node:fs";
import { type Agent, request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { GetObjectCommand, PutObjectCommand, type S3 } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

/** A client, a bucket of its own, and what connects to the store without the client: for presigned URLs. */
export interface Stage {
  readonly s3: S3;
  readonly bucket: string;
  readonly agent?: Agent | undefined;
}

/** What every store should be able to do for an SDK client; each throws where it isn't so. */
export const OPERATIONS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  "put a string": putString,
  "put bytes": putBytes,
  "put 3 MB": putManyBytes,
  "put a stream": putStream,
  "put a file": putFile,
  "get a range": getRange,
  "multipart upload": uploadParts,
  "presigned PUT": presignedPut,
  "presigned GET": presignedGet,
  "list odd keys": listOddKeys,
  DeleteObjects: deleteObjects,
  PutBucketCors: putCors,
};

/** The names of the operations that fail, with the errors' names. */
export async function failures(
  stage: Stage,
  names = Object.keys(OPERATIONS),
): Promise<Record<string, string>> {
  const failed: Record<string, string> = {};
  for (const name of names) {
    try {
      await OPERATIONS[name]?.(stage);
    } catch (error) {
      failed[name] =
        error instanceof Error ? `${error.name}: ${error.message}`.split("\n", 1).join() : String(error);
    }
  }
  return failed;
}

async function read({ s3, bucket }: Stage, Key: string): Promise<Buffer> {
  const { Body } = await s3.getObject({ Bucket: bucket, Key });
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function putString(stage: Stage): Promise<void> {
  await stage.s3.putObject({ Bucket: stage.bucket, Key: "string", Body: "two teapots, größer" });
  equal((await read(stage, "string")).toString(), "two teapots, größer");
}

async function putBytes(stage: Stage): Promise<void> {
  const Body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  await stage.s3.putObject({ Bucket: stage.bucket, Key: "bytes", Body });
  ok((await read(stage, "bytes")).equals(Body));
}

/** The SDK sends `Expect: 100-continue` with it. */
async function putManyBytes(stage: Stage): Promise<void> {
  const Body = Buffer.alloc(3_000_000, "0123456789");
  await stage.s3.putObject({ Bucket: stage.bucket, Key: "many-bytes", Body });
  ok((await read(stage, "many-bytes")).equals(Body));
}

async function putStream(stage: Stage): Promise<void> {
  const chunks = Array.from({ length: 5 }, (_, index) => Buffer.alloc(20_000, String(index)));
  const Body = Readable.from(chunks);
  await stage.s3.putObject({ Bucket: stage.bucket, Key: "stream", Body, ContentLength: 100_000 });
  ok((await read(stage, "stream")).equals(Buffer.concat(chunks)));
}

async function putFile(stage: Stage): Promise<void> {
  const path = fileURLToPath(import.meta.url);
  await stage.s3.putObject({ Bucket: stage.bucket, Key: "file", Body: createReadStream(path) });
  ok((await read(stage, "file")).equals(await buffer(createReadStream(path))));
}

async function getRange(stage: Stage): Promise<void> {
  const { s3, bucket } = stage;
  await s3.putObject({ Bucket: bucket, Key: "range", Body: "0123456789" });
  const { Body, ContentRange } = await s3.getObject({ Bucket: bucket, Key: "range", Range: "bytes=2-4" });
  equal(await Body?.transformToString(), "234");
  equal(ContentRange, "bytes 2-4/10");
}

async function uploadParts(stage: Stage): Promise<void> {
  const chunks = Array.from({ length: 6 }, (_, index) => Buffer.alloc(1_000_000, String(index)));
  const params = { Bucket: stage.bucket, Key: "parts", Body: Readable.from(chunks) };
  await new Upload({ client: stage.s3, params }).done();
  ok((await read(stage, "parts")).equals(Buffer.concat(chunks)));
}

async function presignedPut(stage: Stage): Promise<void> {
  const { s3, bucket, agent } = stage;
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key: "presigned" }));
  equal(await send("PUT", url, agent, "by its URL"), "");
  equal((await read(stage, "presigned")).toString(), "by its URL");
}

async function presignedGet(stage: Stage): Promise<void> {
  const { s3, bucket, agent } = stage;
  await s3.putObject({ Bucket: bucket, Key: "presigned", Body: "for its URL" });
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: "presigned" }));
  equal(await send("GET", url, agent), "for its URL");
}

async function send(method: string, url: string, agent: Agent | undefined, body = ""): Promise<string> {
  const { statusCode, answer } = await new Promise<{ statusCode: number | undefined; answer: string }>(
    (resolve, reject) => {
      const headers = method === "PUT" ? { "content-length": Buffer.byteLength(body) } : {};
      const outgoing = httpRequest(url, { method, agent, headers }, (response) => {
        text(response).then((answer) => resolve({ statusCode: response.statusCode, answer }), reject);
      });
      outgoing.on("error", reject).end(body);
    },
  );
  if (statusCode !== 200) {
    const [, code = answer] = /<Code>(.*?)</.exec(answer) ?? [];
    throw new Error(`${method} ${statusCode} ${code}`);
  }
  return answer;
}

async function listOddKeys({ s3, bucket }: Stage): Promise<void> {
  const keys = ["a b.txt", "a+b.txt", "a&b<c>.txt", "100%.csv", "größe.txt", "what?#now='y'.txt"];
  for (const key of keys) await s3.putObject({ Bucket: bucket, Key: `odd/${key}`, Body: key });
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: bucket, Prefix: "odd/" });
  deepEqual(Contents.map(({ Key }) => Key).sort(), keys.map((key) => `odd/${key}`).sort());
}

async function deleteObjects({ s3, bucket }: Stage): Promise<void> {
  await s3.putObject({ Bucket: bucket, Key: "gone-1", Body: "1" });
  await s3.putObject({ Bucket: bucket, Key: "gone-2", Body: "2" });
  const Objects = [{ Key: "gone-1" }, { Key: "gone-2" }];
  const { Errors = [] } = await s3.deleteObjects({ Bucket: bucket, Delete: { Objects } });
  deepEqual(Errors, []);
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: bucket, Prefix: "gone-" });
  deepEqual(Contents, []);
}

async function putCors({ s3, bucket }: Stage): Promise<void> {
  const CORSRules = [{ AllowedMethods: ["GET", "PUT"], AllowedOrigins: ["https://example.com"] }];
  await s3.putBucketCors({ Bucket: bucket, CORSConfiguration: { CORSRules } });
  const { CORSRules: kept = [] } = await s3.getBucketCors({ Bucket: bucket });
  deepEqual(kept[0]?.AllowedOrigins, ["https://example.com"]);
}
