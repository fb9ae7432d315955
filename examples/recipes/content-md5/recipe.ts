import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { bytesOf, eventsOf } from "@tucuxi/events";

export function install(s3: S3) {
  const pattern = "before-sign.s3.{DeleteObjects,PutBucketCors}";
  eventsOf(s3).register(pattern, async function addContentMd5({ request }) {
    const hash = createHash("md5").update(await bytesOf(request.body));
    request.headers["content-md5"] = hash.digest("base64");
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  await s3.deleteObjects({ Bucket: "orders", Delete: { Objects: [{ Key: "1" }] } });
  const rule = { AllowedMethods: ["GET"], AllowedOrigins: ["*"] };
  await s3.putBucketCors({ Bucket: "orders", CORSConfiguration: { CORSRules: [rule] } });
}
