import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

const AGREED = new Map([["PutObject", ["Bucket", "Key", "Body", "ContentType"]]]);

export function install(s3: S3) {
  eventsOf(s3).register("before-parameter-build.s3", function checkContract({ params, model }) {
    const agreed = AGREED.get(model.name) ?? [];
    const others = Object.keys(params).filter((name) => !agreed.includes(name));
    if (others.length > 0) throw new Error(`${model.name} takes no ${others.join(", ")} here`);
  });
}

export async function run() {
  const [s3, order] = [new S3(), { Bucket: "orders", Key: "1", Body: "two teapots" }];
  install(s3);
  await s3.putObject(order);
  return s3.putObject({ ...order, ACL: "public-read" }).catch((error: Error) => error.message);
}
