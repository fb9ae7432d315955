import { PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { eventsOf, withContext } from "@tucuxi/events";

export function install(s3: S3) {
  eventsOf(s3).register("before-call.s3.PutObject", function sendHeader({ request, context }) {
    if (typeof context["priority"] === "string") request.headers["x-priority"] = context["priority"];
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  const urgent = new PutObjectCommand({ Bucket: "orders", Key: "1", Body: "one" });
  await s3.send(withContext(urgent, { priority: "high" }));
  await s3.putObject({ Bucket: "orders", Key: "2", Body: "two" });
}
