import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { s3Compat } from "@tucuxi/plugin-s3-compat";

// In the environment: AWS_ENDPOINT_URL_S3=https://ACCOUNT.r2.cloudflarestorage.com AWS_REGION=auto
const s3 = new S3({});
const events = eventsOf(s3);
events.use(s3Compat("r2"));

events.register("before-send.s3", function printChecksums({ request }) {
  const names = Object.keys(request.headers).filter((name) => /checksum|md5|trailer/.test(name));
  console.log(request.method, request.path, names.join(" ") || "no checksum");
});

await s3.putObject({ Bucket: "orders", Key: "1", Body: "two teapots" });
await s3.deleteObjects({ Bucket: "orders", Delete: { Objects: [{ Key: "1" }] } });

for (const { handlerName, plugin } of events.explain("before-call.s3.PutObject"))
  console.log(handlerName, plugin);
