import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3) {
  eventsOf(s3).register("before-sign.s3", function removeExpect({ request }) {
    delete request.headers["expect"];
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  await s3.putObject({ Bucket: "orders", Key: "1", Body: new Uint8Array(3_000_000) });
}
