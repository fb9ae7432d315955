import { createHash } from "node:crypto";
import { s3Target } from "../services/s3-operations.js";
import { type Answer, type SucceedingRequest, xmlText } from "./answer.js";

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

/** Root elements whose names don't follow from the operation's name. */
const ROOTS: Readonly<Record<string, string>> = {
  CompleteMultipartUpload: "CompleteMultipartUploadResult",
  CopyObject: "CopyObjectResult",
  CreateMultipartUpload: "InitiateMultipartUploadResult",
  CreateSession: "CreateSessionResult",
  DeleteObjects: "DeleteResult",
  GetBucketAcl: "AccessControlPolicy",
  GetBucketLocation: "LocationConstraint",
  GetBucketTagging: "Tagging",
  GetBucketVersioning: "VersioningConfiguration",
  GetObjectAcl: "AccessControlPolicy",
  GetObjectAttributes: "GetObjectAttributesResponse",
  GetObjectTagging: "Tagging",
  ListBuckets: "ListAllMyBucketsResult",
  ListMultipartUploads: "ListMultipartUploadsResult",
  ListObjectVersions: "ListVersionsResult",
  ListObjects: "ListBucketResult",
  ListObjectsV2: "ListBucketResult",
  ListParts: "ListPartsResult",
  UploadPartCopy: "CopyPartResult",
};

/**
 * The smallest success of S3's operations. Most are an empty body, and listing operations have an empty root element.
 */
export function s3Success(request: SucceedingRequest, requestId: string): Answer {
  const { method, operation, headers, path, query } = request;
  const base = { "x-amz-request-id": requestId };
  const empty = { status: method === "DELETE" ? 204 : 200, headers: base, body: "" };
  switch (operation) {
    case undefined:
    case "GetObject":
    case "HeadObject":
      return { ...empty, headers: { ...base, etag: `"${md5(new Uint8Array())}"` } };
    case "PutObject":
    case "UploadPart":
      return { ...empty, headers: { ...base, etag: `"${md5(request.wireBody)}"` } };
    case "GetBucketPolicy":
      return { ...empty, headers: { ...base, "content-type": "application/json" }, body: "{}" };
    case "SelectObjectContent":
      return { ...empty, headers: { ...base, "content-type": "application/vnd.amazon.eventstream" } };
    case "CreateBucket":
      return { ...empty, headers: { ...base, location: path } };
  }
  const root = ROOTS[operation] ?? (method === "GET" ? `${operation}Result` : undefined);
  if (root === undefined) return empty;
  const { bucket, key } = s3Target(method, headers["host"] ?? "", path, query, headers);
  const names =
    (bucket === undefined ? "" : `<Bucket>${xmlText(bucket)}</Bucket>`) +
    (key === undefined ? "" : `<Key>${xmlText(decoded(key))}</Key>`);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${content(operation, names)}</${root}>`;
  return { status: 200, headers: { ...base, "content-type": "application/xml" }, body };
}

function content(operation: string, names: string): string {
  const etag = `<ETag>"${md5(new Uint8Array())}"</ETag>`;
  switch (operation) {
    case "CreateMultipartUpload":
      return `${names}<UploadId>inspected</UploadId>`;
    case "CompleteMultipartUpload":
      return `${names}${etag}`;
    case "CopyObject":
    case "UploadPartCopy":
      return `<LastModified>2026-01-01T00:00:00.000Z</LastModified>${etag}`;
    default:
      return "";
  }
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function md5(data: Uint8Array): string {
  return createHash("md5").update(data).digest("hex");
}
