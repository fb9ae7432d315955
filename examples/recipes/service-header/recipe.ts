import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf, type HttpRequest } from "@tucuxi/events";

function addHeader({ request }: { request: HttpRequest }) {
  request.headers["x-team"] = "storage";
}

export function install(client: IAM | S3) {
  eventsOf(client).register("before-call.iam", addHeader);
  eventsOf(client).register("before-call.s3.ListObjects", addHeader);
}

export async function run() {
  const [iam, s3] = [new IAM(), new S3()];
  install(iam);
  install(s3);
  await iam.listUsers();
  await s3.listObjects({ Bucket: "orders" });
  await s3.listBuckets();
}
