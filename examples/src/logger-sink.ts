import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { type LogRecord, logger } from "@tucuxi/plugin-logger";

/** Bytes sent, by operation. */
const sent = new Map<string, number>();

function count({ aws }: { aws: LogRecord }): void {
  if (aws.type !== "call") return;
  const { service, operation, requestBytes = 0 } = aws;
  sent.set(`${service}.${operation}`, (sent.get(`${service}.${operation}`) ?? 0) + requestBytes);
}

const s3 = new S3({});
eventsOf(s3).use(
  logger({ logger: { error: count, info: count, debug() {} }, format: "object", include: "s3.Put*" }),
);

await s3.putObject({ Bucket: "photos", Key: "a", Body: "twelve bytes" });
await s3.putObject({ Bucket: "photos", Key: "b", Body: "seven b" });
await s3.headObject({ Bucket: "photos", Key: "b" });
console.log(Object.fromEntries(sent));
