import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3, zone: string) {
  eventsOf(s3).register("before-sign.s3.PutObject", function markAsReplica({ request }) {
    request.query["rgwx-zonegroup"] = zone;
    request.query["rgwx-copy-if-newer"] = "true";
  });
}

export async function run() {
  const s3 = new S3();
  install(s3, "west");
  await s3.putObject({ Bucket: "orders", Key: "1", Body: "two teapots" });
}
