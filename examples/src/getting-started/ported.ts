import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

await using inspector = await startInspector();
const s3 = new S3(inspector.clientConfig);

eventsOf(s3).register("needs-retry.s3.GetObject", function waitForObject({ response, attempts }) {
  const isMissing = response?.statusCode === 404;
  return isMissing && attempts < 5 ? 0.01 * attempts : undefined;
});

// Missing, missing, there.
inspector.respond("404:NoSuchKey", "404:NoSuchKey", { body: "40 orders" });
const report = await s3.getObject({ Bucket: "orders", Key: "report" });
console.log(await report.Body?.transformToString(), `after ${inspector.requests.length} attempts`);
