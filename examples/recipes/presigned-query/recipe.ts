import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3) {
  eventsOf(s3).register("before-sign.s3.GetObject", function nameRequester({ request }) {
    request.query["requestedBy"] = "alice";
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  const order = new GetObjectCommand({ Bucket: "orders", Key: "1" });
  const url = await getSignedUrl(s3, order, { expiresIn: 60 });
  return (await fetch(url)).text();
}
