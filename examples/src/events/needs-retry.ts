import { HeadObjectCommand, type S3, S3Client } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

const client = new S3Client({});
eventsOf<S3>(client).register("needs-retry.s3.HeadObject", function waitForObject({ response, attempts }) {
  console.log("attempt", attempts, "got", response?.statusCode);
  if (response?.statusCode === 404 && attempts < 5) return 0.1;
  return undefined;
});

// The endpoint answers 404, which the SDK wouldn't retry, then 200.
const { $metadata } = await client.send(new HeadObjectCommand({ Bucket: "orders", Key: "7" }));
console.log("there after", $metadata.attempts, "attempts");
