import { S3 } from "@aws-sdk/client-s3";
import { eventsOf, textOf } from "@tucuxi/events";

export function install(s3: S3) {
  eventsOf(s3).registerFirst("before-parse.s3.ListObjectsV2", async function findFailure({ response }) {
    response.body = await textOf(response.body);
    if (response.body.includes("<Failure>")) response.statusCode = 503;
  });
}

export async function run() {
  const s3 = new S3();
  install(s3);
  const listing = await s3.listObjectsV2({ Bucket: "orders" });
  return listing.Contents?.map(({ Key }) => Key);
}
