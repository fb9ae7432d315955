import { S3, S3ServiceException } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

const ADVICE = ". Run 'aws sts get-caller-identity' to see who you are.";

export function install(s3: S3) {
  eventsOf(s3).register("after-call.s3", function explain({ error }) {
    if (error instanceof S3ServiceException && error.name === "AccessDenied") error.message += ADVICE;
  });
}

export async function run() {
  const s3 = new S3();
  const messages: string[] = [];
  install(s3);
  for (const Bucket of ["orders", "invoices"]) {
    await s3.getObject({ Bucket, Key: "1" }).catch((error: Error) => messages.push(error.message));
  }
  return messages;
}
