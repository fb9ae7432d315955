import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3) {
  eventsOf(s3).register("before-sign.s3", function closeConnection({ request }) {
    request.headers["connection"] = "close";
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  await s3.getObject({ Bucket: "orders", Key: "1" });
  await s3.getObject({ Bucket: "orders", Key: "2" });
}
