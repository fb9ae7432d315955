import { ListObjectsV2Command, type S3, S3Client } from "@aws-sdk/client-s3";
import { eventsOf, UNSIGNED } from "@tucuxi/events";

const client = new S3Client({});
const events = eventsOf<S3>(client);
events.register(
  "choose-signer.s3.ListObjectsV2",
  function anonymous({ signingName, region, signatureVersion }) {
    console.log("instead of", signingName, region, signatureVersion);
    return UNSIGNED;
  },
);
events.register("before-send.s3.ListObjectsV2", ({ request }) => {
  console.log("signed:", "authorization" in request.headers);
  return { statusCode: 200, body: "<ListBucketResult/>" };
});

await client.send(new ListObjectsV2Command({ Bucket: "public-data" }));
