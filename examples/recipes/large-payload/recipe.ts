import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { eventsOf } from "@tucuxi/events";

export function install(sns: SNS, s3: S3, bucket: string, limit: number) {
  eventsOf(sns).register("provide-client-params.sns.Publish", async function offload({ params }) {
    const message = Buffer.from(params.Message ?? "");
    if (message.length <= limit) return;
    const key = createHash("sha256").update(message).digest("hex");
    await s3.putObject({ Bucket: bucket, Key: key, Body: message });
    params.Message = `s3://${bucket}/${key}`;
  });
}

export async function run() {
  const sns = new SNS();
  install(sns, new S3(), "large-messages", 16);
  const TopicArn = "arn:aws:sns:eu-west-1:111122223333:orders";
  await sns.publish({ TopicArn, Message: "two teapots" });
  await sns.publish({ TopicArn, Message: "two hundred teapots" });
}
