import { bytesOf, clientOf, type HttpRequest, isPresigned } from "@tucuxi/events";
import { type Change, headerNames, isStream } from "./change.js";

/** The operations that AWS's model of S3 marks with `httpChecksumRequired`. */
export const REQUIRE_CHECKSUM: ReadonlySet<string> = new Set([
  "CreateBucketMetadataConfiguration",
  "CreateBucketMetadataTableConfiguration",
  "DeleteObjects",
  "PutBucketAcl",
  "PutBucketCors",
  "PutBucketEncryption",
  "PutBucketLifecycleConfiguration",
  "PutBucketLogging",
  "PutBucketOwnershipControls",
  "PutBucketPolicy",
  "PutBucketReplication",
  "PutBucketRequestPayment",
  "PutBucketTagging",
  "PutBucketVersioning",
  "PutBucketWebsite",
  "PutObjectAcl",
  "PutObjectLegalHold",
  "PutObjectLockConfiguration",
  "PutObjectRetention",
  "PutObjectTagging",
  "PutPublicAccessBlock",
  "UpdateBucketMetadataAnnotationTableConfiguration",
  "UpdateBucketMetadataInventoryTableConfiguration",
  "UpdateBucketMetadataJournalTableConfiguration",
  "UpdateObjectEncryption",
]);

/** What S3's client has in its configuration, for customers' keys. Browsers have it too. */
interface Md5Config {
  readonly md5: new () => { update(bytes: Uint8Array): void; digest(): Promise<Uint8Array> };
  base64Encoder(bytes: Uint8Array): string;
}

/** `contentMd5: true`. */
export const contentMd5: Change = {
  isAsked: ({ contentMd5 }) => contentMd5 === true,

  register(events, switchesOf) {
    // Runs last of the service's handlers, when the body is final.
    events.registerLast("before-sign.s3", async function addContentMd5({ request, operationName, context }) {
      if (!isRequired(operationName, request) || switchesOf(request).contentMd5 !== true) return;
      // The user of a presigned URL would have to send the header, and a stream can't be read twice.
      if (isPresigned(context) || isStream(request.body)) return;
      if (headerNames(request, /^content-md5$/i).length > 0) return;
      const { md5: Md5, base64Encoder } = clientOf(context).config as Md5Config;
      const hash = new Md5();
      hash.update(await bytesOf(request.body));
      request.headers["content-md5"] = base64Encoder(await hash.digest());
    });
  },
};

/** S3 requires a checksum for these operations, and for uploads under an Object Lock. */
function isRequired(operationName: string, request: HttpRequest): boolean {
  return (
    REQUIRE_CHECKSUM.has(operationName) ||
    (operationName === "PutObject" && headerNames(request, /^x-amz-object-lock-/i).length > 0)
  );
}
