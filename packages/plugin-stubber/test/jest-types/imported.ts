/** What the compiler accepts and refuses where `expect` is imported. */
import "@tucuxi/plugin-stubber/jest-globals";
import { PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { expect } from "@jest/globals";
import { stub } from "@tucuxi/plugin-stubber";

const s3 = stub(new S3({}));
const nothing: void = expect(s3).toHaveSent(PutObjectCommand, { Key: "a" });
expect(s3).not.toHaveSentTimes(PutObjectCommand, 2, { Bucket: "b" });
expect(s3).toHaveSentNth(1, "s3.Put*", { Key: "a" }, { ofAll: true });
expect(s3).toHaveSentInOrder([[PutObjectCommand, { Key: "a" }], ["s3.Get*"]]);
// @ts-expect-error no such parameter
expect(s3).toHaveSent(PutObjectCommand, { Keys: "a" });
// @ts-expect-error how often
expect(s3).toHaveSentTimes(PutObjectCommand, "twice");
// @ts-expect-error no such matcher
expect(s3).toHaveSend(PutObjectCommand);
void nothing;
