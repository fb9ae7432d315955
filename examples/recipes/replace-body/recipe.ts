import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

const CORS =
  "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin>" +
  "<AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>";

export function install(s3: S3) {
  eventsOf(s3).register("before-call.s3.PutBucketCors", function sendOwnRules({ request }) {
    request.body = CORS;
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  const rule = { AllowedMethods: ["PUT"], AllowedOrigins: ["https://example.com"] };
  await s3.putBucketCors({ Bucket: "orders", CORSConfiguration: { CORSRules: [rule] } });
}
