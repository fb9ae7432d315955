/** Where an S3 request points, and with which operation. */
export interface S3Target {
  readonly operation: string | undefined;
  readonly bucket: string | undefined;
  /** The object's key as it stands in the path: percent-encoded, without the leading slash. */
  readonly key: string | undefined;
}

/** Words in the query that name a part of a bucket, and the noun of its Get, Put and Delete operations. */
const BUCKET_PARTS: Readonly<Record<string, string>> = {
  abac: "BucketAbac",
  accelerate: "BucketAccelerateConfiguration",
  acl: "BucketAcl",
  analytics: "BucketAnalyticsConfiguration",
  cors: "BucketCors",
  encryption: "BucketEncryption",
  "intelligent-tiering": "BucketIntelligentTieringConfiguration",
  inventory: "BucketInventoryConfiguration",
  lifecycle: "BucketLifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  metadataConfiguration: "BucketMetadataConfiguration",
  metadataTable: "BucketMetadataTableConfiguration",
  metrics: "BucketMetricsConfiguration",
  notification: "BucketNotificationConfiguration",
  "object-lock": "ObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  policyStatus: "BucketPolicyStatus",
  publicAccessBlock: "PublicAccessBlock",
  replication: "BucketReplication",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
};

/** The same for an object. */
const OBJECT_PARTS: Readonly<Record<string, string>> = {
  acl: "ObjectAcl",
  attributes: "ObjectAttributes",
  "legal-hold": "ObjectLegalHold",
  retention: "ObjectRetention",
  tagging: "ObjectTagging",
  torrent: "ObjectTorrent",
};

/** Operations that don't follow "verb and noun", by target, method and a word in the query. */
const SPECIAL: Readonly<Record<string, string>> = {
  "bucket DELETE lifecycle": "DeleteBucketLifecycle",
  "bucket GET session": "CreateSession",
  "bucket GET uploads": "ListMultipartUploads",
  "bucket GET versions": "ListObjectVersions",
  "bucket POST delete": "DeleteObjects",
  "bucket POST metadataConfiguration": "CreateBucketMetadataConfiguration",
  "bucket POST metadataTable": "CreateBucketMetadataTableConfiguration",
  "bucket PUT metadataInventoryTable": "UpdateBucketMetadataInventoryTableConfiguration",
  "bucket PUT metadataJournalTable": "UpdateBucketMetadataJournalTableConfiguration",
  "object DELETE uploadId": "AbortMultipartUpload",
  "object GET uploadId": "ListParts",
  "object POST restore": "RestoreObject",
  "object POST select": "SelectObjectContent",
  "object POST uploadId": "CompleteMultipartUpload",
  "object POST uploads": "CreateMultipartUpload",
  "object PUT encryption": "UpdateObjectEncryption",
  "object PUT renameObject": "RenameObject",
  "object PUT uploadId": "UploadPart",
};

/** What is meant when no word in the query says otherwise. */
const PLAIN: Readonly<Record<string, string>> = {
  "service GET": "ListBuckets",
  "bucket DELETE": "DeleteBucket",
  "bucket GET": "ListObjects",
  "bucket HEAD": "HeadBucket",
  "bucket PUT": "CreateBucket",
  "object DELETE": "DeleteObject",
  "object GET": "GetObject",
  "object HEAD": "HeadObject",
  "object PUT": "PutObject",
};

/** Parts of which a bucket has many: a GET without an `id` lists them. */
const LISTED = new Set(["analytics", "intelligent-tiering", "inventory", "metrics"]);

const VERBS: Readonly<Record<string, string>> = { GET: "Get", PUT: "Put", DELETE: "Delete" };

/**
 * Names S3's operation, bucket and key. A bucket is taken from the host for `BUCKET.localhost` and
 * `BUCKET.s3.REGION.amazonaws.com`, else from the path.
 */
export function s3Target(
  method: string,
  host: string,
  path: string,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): S3Target {
  const fromHost = bucketOfHost(host);
  const rest = path.replace(/^\//, "");
  const slash = rest.indexOf("/");
  const bucket = fromHost ?? ((slash < 0 ? rest : rest.slice(0, slash)) || undefined);
  const key = (fromHost !== undefined ? rest : slash < 0 ? "" : rest.slice(slash + 1)) || undefined;
  return { operation: operationOf(method, bucket, key, query, headers), bucket, key };
}

function bucketOfHost(host: string): string | undefined {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const match = /^(.+)\.localhost$/.exec(name) ?? /^(.+)\.s3[.-](?:.+\.)?amazonaws\.com$/.exec(name);
  return match?.[1];
}

function operationOf(
  method: string,
  bucket: string | undefined,
  key: string | undefined,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  const target = bucket === undefined ? "service" : key === undefined ? "bucket" : "object";
  if (target === "object" && method === "PUT" && headers["x-amz-copy-source"] !== undefined) {
    return query.has("uploadId") ? "UploadPartCopy" : "CopyObject";
  }
  if (target === "bucket" && method === "GET" && query.get("list-type") === "2") return "ListObjectsV2";
  const parts = target === "object" ? OBJECT_PARTS : BUCKET_PARTS;
  for (const word of query.keys()) {
    const special = SPECIAL[`${target} ${method} ${word}`];
    if (special !== undefined) return special;
    const noun = Object.hasOwn(parts, word) ? parts[word] : undefined;
    const verb = VERBS[method];
    if (target === "service" || noun === undefined || verb === undefined) continue;
    if (verb === "Get" && LISTED.has(word) && !query.has("id")) return `List${noun}s`;
    return `${verb}${noun}`;
  }
  return PLAIN[`${target} ${method}`];
}
