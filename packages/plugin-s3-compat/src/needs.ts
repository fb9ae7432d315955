import type { S3Switches } from "./switches.js";

/** A store that has a preset. */
export type S3Preset = "r2" | "gcs" | "b2" | "minio" | "ceph" | "supabase" | "ovh" | "oci" | "oss";

/**
 * The stores with a preset: their names, and the host name endings by which `"auto"` recognizes them. MinIO and Ceph
 * can have any name.
 */
export const STORES: Readonly<
  Record<S3Preset, { readonly title: string; readonly hosts: readonly string[] }>
> = {
  r2: { title: "Cloudflare R2", hosts: ["r2.cloudflarestorage.com"] },
  gcs: { title: "Google Cloud Storage", hosts: ["googleapis.com"] },
  b2: { title: "Backblaze B2", hosts: ["backblazeb2.com"] },
  minio: { title: "MinIO", hosts: [] },
  ceph: { title: "Ceph", hosts: [] },
  supabase: { title: "Supabase Storage", hosts: ["supabase.co"] },
  ovh: { title: "OVHcloud", hosts: ["cloud.ovh.net", "cloud.ovh.us"] },
  oci: { title: "Oracle Cloud", hosts: ["oraclecloud.com", "customer-oci.com"] },
  oss: { title: "Alibaba Cloud OSS", hosts: ["aliyuncs.com"] },
};

/** A switch, why it exists, and which stores need it, with sources. */
export interface S3Need {
  /** The switch and its value. */
  readonly set: S3Switches;
  /** What a store does without it. */
  readonly why: string;
  /** The stores with a preset, each with its sources: GitHub issues, as `owner/repository#number`. */
  readonly stores: Readonly<Partial<Record<S3Preset, readonly string[]>>>;
  /** Stores without a preset, and sources that aren't about a single store. */
  readonly others: Readonly<Record<string, readonly string[]>>;
}

/** Measured by `pnpm test:stores`, and reported by nobody. */
const MEASURED = "measured";

/** The presets are made from this table. Each source was read, and says what its row says. */
export const S3_NEEDS: readonly S3Need[] = [
  {
    set: { checksums: "never" },
    why: "refuses x-amz-checksum-crc32, x-amz-sdk-checksum-algorithm or x-amz-checksum-algorithm as unsupported or not implemented",
    stores: {
      r2: ["aws/aws-sdk-js-v3#6810", "cortexproject/cortex#5829"],
      gcs: ["milvus-io/milvus-storage#480"],
      b2: ["stonith404/pingvin-share#798", "home-assistant/core#143995"],
      supabase: ["supabase/storage#444"],
      ovh: ["ovh/public-cloud-roadmap#781"],
      oci: ["activepieces/activepieces#14110"],
    },
    others: { "S3Proxy 2.6": ["gaul/s3proxy#765", MEASURED] },
  },
  {
    set: { trailers: false },
    why: "refuses a stream in aws-chunked framing with a checksum behind it, or stores the framing in the object",
    stores: {
      r2: ["bitfoundation/bitplatform#13362"],
      minio: ["minio/minio#16484"],
      ceph: ["fleetdm/fleet#47850", MEASURED],
      supabase: ["supabase/storage#809"],
      ovh: ["ovh/public-cloud-roadmap#781"],
      oci: ["activepieces/activepieces#14110"],
      oss: ["iflytek/skillhub#376", "zenml-io/zenml#4286"],
    },
    others: {
      SeaweedFS: ["seaweedfs/seaweedfs#6548"],
      "Storj's gateway": ["storj/gateway-st#89"],
      "Huawei OBS": ["milvus-io/milvus-storage#500"],
      s3rver: [MEASURED],
    },
  },
  {
    set: { contentMd5: true },
    why: "requires Content-MD5 for DeleteObjects, PutBucketCors and the like, where the SDK sends a CRC32 instead",
    stores: {
      r2: ["aws/aws-sdk-js-v3#6932"],
      gcs: ["milvus-io/milvus-storage#480"],
      b2: ["drakkan/sftpgo#1336"],
      minio: ["minio/minio#20845", "aws/aws-sdk-php#3068"],
      ceph: ["ceph/ceph#45990"],
      supabase: ["aws/aws-sdk-js-v3#6932"],
      ovh: ["ovh/public-cloud-roadmap#763"],
      oci: ["activepieces/activepieces#14110"],
      oss: ["milvus-io/milvus-storage#500", "stormkit-io/stormkit-io#142"],
    },
    others: {
      "Dell ECS": ["EMCECS/ECS-CommunityEdition#584"],
      "Tencent COS, Huawei OBS": ["milvus-io/milvus-storage#500"],
      "any store": ["aws/aws-sdk-js-v3#6819", "aws/aws-sdk-js-v3#6920"],
    },
  },
  {
    set: { presignChecksums: false },
    why: "compares an upload by a presigned URL with the checksum of an empty body that the SDK put into the URL",
    stores: {
      r2: ["crafter-station/petdex#465"],
    },
    others: {
      SeaweedFS: ["seaweedfs/seaweedfs#10216", MEASURED],
      Garage: ["usekaneo/kaneo#1196"],
      LocalStack: ["localstack/localstack#12169"],
      "any store": ["awslabs/aws-sdk-rust#1240", "aws/aws-sdk-js-v3#6994"],
    },
  },
  {
    set: { responseChecksums: false },
    why: "refuses x-amz-checksum-mode, or answers with a checksum that isn't the object's",
    stores: {
      r2: ["jk-labs-inc/confetti#3237"],
      gcs: ["langfuse/langfuse#13280"],
      b2: ["diced/zipline#746", "vatesfr/xen-orchestra#8358"],
      oci: ["activepieces/activepieces#14115"],
    },
    others: {},
  },
  {
    set: { completeChecksums: false },
    why: "refuses CompleteMultipartUpload with checksums (412 PreconditionFailed, InvalidPart)",
    stores: { gcs: ["langfuse/langfuse#13280"] },
    others: { "MinIO, where FULL_OBJECT was asked for": ["minio/minio#20944"] },
  },
  {
    set: { xId: false },
    why: "refuses query parameters that it doesn't know (ListBuckets on GCS), or takes x-id for another operation",
    stores: { gcs: ["aws/aws-sdk-js-v3#6430", "nextcloud/server#9716"] },
    others: {
      "Filen S3": ["FilenCloudDienste/filen-s3#72"],
      "LocalStack of 2021": ["localstack/localstack#3931"],
    },
  },
  {
    set: { expect: false },
    why: "answers an Expect header with an error, or not at all",
    stores: { ceph: ["cloudfoundry/bosh-s3cli#16"] },
    others: {
      "providers that don't implement it": ["discourse/discourse#9591"],
      proxies: ["aws/aws-sdk-java-v2#6774"],
    },
  },
  {
    set: { signAcceptEncoding: false },
    why: "is behind a proxy that changes Accept-Encoding, so that its signature no longer fits",
    stores: {
      gcs: ["aws/aws-sdk-go-v2#1816", "rclone/rclone#6670"],
      supabase: ["supabase/storage#729"],
    },
    others: {},
  },
  {
    set: { listEncoding: "url" },
    why: "keeps keys with control characters, which XML 1.0 can't hold, so that a list of them can't be parsed",
    stores: {},
    others: { "any store": ["aws/aws-sdk-go-v2#1676", "aws/aws-sdk-go#1914"] },
  },
  {
    set: { xmlContentType: "text/xml" },
    why: "takes XML bodies by their content type; no store is known to refuse the SDK's application/xml, it is for gateways that do",
    stores: {},
    others: {},
  },
  {
    set: { addressing: "path" },
    why: "has no host name for each bucket",
    stores: {
      minio: ["quodlibetor/s3glob#93"],
      supabase: ["kestra-io/kestra#7787"],
      oci: ["skypilot-org/skypilot#9831"],
    },
    others: {},
  },
  {
    set: { addressing: "virtual" },
    why: "refuses the bucket's name in the path",
    stores: { oss: ["fluent/fluent-bit#10390", "peak/s5cmd#518"] },
    others: { "Tencent COS": ["mcthesw/game-save-manager#371"] },
  },
];
