import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3, metadata: Record<string, string>) {
  eventsOf(s3).register("before-call.s3.{Create,Complete}MultipartUpload", function describe({ request }) {
    for (const [name, value] of Object.entries(metadata)) request.headers[`x-archive-meta-${name}`] = value;
  });
}

export async function run() {
  const [s3, item] = [new S3(), { Bucket: "orders", Key: "1" }];
  install(s3, { title: "Orders" });
  const { UploadId } = await s3.createMultipartUpload(item);
  const part = { UploadId, PartNumber: 1 };
  const { ETag } = await s3.uploadPart({ ...item, ...part, Body: "two teapots" });
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await s3.completeMultipartUpload({ ...item, UploadId, MultipartUpload });
}
