import { S3 } from "@aws-sdk/client-s3";
import { Session } from "@tucuxi/events";

class TextS3 extends S3 {
  declare putText: typeof putText;
}

function putText(this: S3, Bucket: string, Key: string, text: string) {
  return this.putObject({ Bucket, Key, Body: text, ContentType: "text/plain" });
}

export function install({ events }: Session) {
  events.register("creating-client-class.s3", ({ attributes }) => Object.assign(attributes, { putText }));
}

export async function run() {
  const session = new Session();
  install(session);
  await session.client(TextS3).putText("orders", "1", "two teapots");
}
