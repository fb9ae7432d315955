import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3, account: string) {
  eventsOf(s3).register("provide-client-params.s3.*", function expectOwner({ params, model }) {
    if (!model.inputMembers.includes("ExpectedBucketOwner")) return;
    Object.assign(params, { ExpectedBucketOwner: account, ...params });
  });
}

export async function run() {
  const s3 = new S3();
  install(s3, "111122223333");
  await s3.listBuckets();
  await s3.headObject({ Bucket: "orders", Key: "1" });
}
