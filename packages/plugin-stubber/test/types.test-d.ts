/** What the compiler accepts, and beside it what it refuses. It is compiled, and not run. */
import "@tucuxi/plugin-stubber/vitest";
import { ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocument, DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { Session } from "@tucuxi/events";
import { any, assertSent, type SentCall, type Stubs, stub } from "@tucuxi/plugin-stubber";
import { expect } from "vitest";

const s3: Stubs = stub(new S3Client({}));
stub(new S3({}), { unused: "ignore", params: "ignore" });
stub(S3Client);
stub(DynamoDBDocumentClient);
stub(DynamoDBDocument);
stub(DynamoDBDocumentClient.from(new DynamoDBClient({})));
stub(new Session());
// @ts-expect-error a command
stub(GetObjectCommand);
// @ts-expect-error what is no client
stub({ config: {} });
// @ts-expect-error no such option
stub(S3Client, { strict: true });

s3.on(GetObjectCommand, { Bucket: "b" });
s3.on(GetObjectCommand, { Bucket: any(), Range: (value) => value?.startsWith("bytes") ?? false });
s3.on(GetObjectCommand, ({ Bucket }) => Bucket === "b");
s3.on(PutObjectCommand, { Metadata: { owner: any(String) } }, { exact: true });
s3.on(GetObjectCommand, expect.objectContaining({ Bucket: "b" }));
s3.on("s3.Get*", { Bucket: "b" });
// @ts-expect-error no such parameter
s3.on(GetObjectCommand, { Buckets: "b" });
// @ts-expect-error a string
s3.on(GetObjectCommand, { Bucket: 5 });
// @ts-expect-error no such option
s3.on(GetObjectCommand, {}, { strict: true });

s3.on(GetObjectCommand).returns({ Body: "a", $metadata: { requestId: "1" } });
s3.on(GetObjectCommand)
  .returns({ Body: new Blob(["a"]) })
  .throttles(2)
  .drops()
  .fails("NoSuchKey")
  .once();
s3.on(ListObjectsV2Command).pages([{ Contents: [{ Key: "a", LastModified: new Date() }] }]);
// @ts-expect-error no such member
s3.on(GetObjectCommand).returns({ Bodies: "a" });
// @ts-expect-error a date
s3.on(ListObjectsV2Command).pages([{ Contents: [{ LastModified: "2024" }] }]);
// @ts-expect-error an output
s3.on(GetObjectCommand).returns("a");

s3.on(GetObjectCommand).calls(({ Key }, { attempt }) => ({ Body: `${Key?.toUpperCase()}${attempt}` }));
// @ts-expect-error no such member
s3.on(GetObjectCommand).calls(() => ({ body: "a" }));

s3.on(ConverseStreamCommand).streams([{ messageStart: { role: "assistant" } }, new Error("over")]);
// @ts-expect-error no such event
s3.on(ConverseStreamCommand).streams([{ messageStarted: {} }]);
// @ts-expect-error GetObject has no events
s3.on(GetObjectCommand).streams([{ messageStart: { role: "assistant" } }]);

s3.on(GetCommand, { Key: { id: "1" } }).returns({ Item: { id: "1", tags: new Set(["a"]) } });

const [call]: readonly SentCall[] = s3.calls;
const key: string | undefined = s3.callsOf(GetObjectCommand)[0]?.params.Key;
const tag: string | undefined = s3.callsOf(PutObjectCommand)[0]?.output?.ETag;
const bytes: Uint8Array | undefined = call?.attempts[0]?.request.body;
// @ts-expect-error it is the caller's
s3.calls.push(call);
void [key, tag, bytes];

assertSent(s3, PutObjectCommand, { Key: any() });
expect(s3).toHaveSent(PutObjectCommand, { Key: expect.any(String) });
expect(s3).toHaveSentNth(1, "s3.Put*", { Key: "a" }, { ofAll: true });
// @ts-expect-error no such parameter
assertSent(s3, PutObjectCommand, { Keys: "a" });
// @ts-expect-error how often
expect(s3).toHaveSentTimes(PutObjectCommand, "twice");
