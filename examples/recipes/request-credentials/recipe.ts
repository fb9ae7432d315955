import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3, grants: string) {
  const events = eventsOf(s3);
  events.register("before-parameter-build.s3.*Object", function rememberTarget({ params, context }) {
    context["target"] = `${params.Bucket}/${params.Key}`;
  });
  events.register("before-sign.s3.*Object", async function signAsGrantee({ signing, context }) {
    const response = await fetch(`${grants}/${context["target"]}`);
    if (response.ok) signing.credentials = await response.json();
  });
}

export async function run(grants: string) {
  const s3 = new S3();
  install(s3, grants);
  await s3.getObject({ Bucket: "orders", Key: "1" });
  await s3.getObject({ Bucket: "invoices", Key: "1" });
}
