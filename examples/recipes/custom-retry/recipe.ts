import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3) {
  eventsOf(s3).register("needs-retry.s3.GetObject", function waitForObject({ response, attempts }) {
    return response?.statusCode === 404 && attempts < 5 ? 0.01 * attempts : undefined;
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  const report = await s3.getObject({ Bucket: "orders", Key: "report" });
  return report.Body?.transformToString();
}
