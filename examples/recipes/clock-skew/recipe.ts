import { S3, S3ServiceException } from "@aws-sdk/client-s3";
import { clientOf, eventsOf } from "@tucuxi/events";

export function install(s3: S3) {
  eventsOf(s3).register("needs-retry.s3.GetObject", function correctClock({ response, exception, context }) {
    if (!(exception instanceof S3ServiceException) || exception.name !== "RequestTimeTooSkewed") return;
    const serverTime = Date.parse(response?.headers["date"] ?? "");
    clientOf(context).config.systemClockOffset = serverTime - Date.now();
    return 0;
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  const order = await s3.getObject({ Bucket: "orders", Key: "1" });
  return order.Body?.transformToString();
}
