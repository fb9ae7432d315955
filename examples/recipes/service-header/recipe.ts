import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf, type HttpRequest } from "@tucuxi/events";

function addHeader({ request }: { request: HttpRequest }) {
  request.headers["x-team"] = "storage";
}

export function install(iam: IAM, s3: S3) {
  eventsOf(iam).register("before-call.iam", addHeader);
  eventsOf(s3).register("before-call.s3.ListObjects", addHeader);
}

export async function run() {
  const [iam, s3] = [new IAM(), new S3()];
  install(iam, s3);
  await iam.listUsers();
  await s3.listObjects({ Bucket: "orders" });
  await s3.listBuckets();
}
