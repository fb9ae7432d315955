import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3) {
  eventsOf(s3).register("before-sign.s3.PutObject", function leavePayloadUnsigned({ request }) {
    request.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  await s3.putObject({ Bucket: "orders", Key: "1", Body: "two teapots" });
}
