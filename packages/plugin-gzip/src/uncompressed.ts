import type { HttpRequest, OperationModel } from "@tucuxi/events";

/** Headers that were computed from the caller's body, and would be wrong for the compressed one. */
const DIGEST =
  /^(content-md5|(content-|repr-)?digest|x-amz-content-sha256|x-amz-sha256-tree-hash|x-amz-checksum(-.+)?)$/i;

/** Whether a request must be sent unchanged, whatever its body. */
export function mustStayAsItIs(request: HttpRequest, model: OperationModel): boolean {
  // S3 doesn't keep a part's content encoding: the object would come back compressed without saying so.
  if (model.serviceName === "s3" && model.name === "UploadPart") return true;
  return Object.entries(request.headers).some(
    ([name, value]) =>
      /^content-encoding$/i.test(name) ||
      // Clients older than schemas say here, before they sign, that the body has no digest.
      (DIGEST.test(name) && value !== "UNSIGNED-PAYLOAD") ||
      // The messages of an event stream are sent immediately, and zlib would hold them back.
      (/^content-type$/i.test(name) && value.startsWith("application/vnd.amazon.eventstream")),
  );
}

/**
 * Whether the service has to know the length of a body before it gets it. S3 accepts no stream without a length: the
 * SDK sends it in S3's own chunks, with the length of their contents in `x-amz-decoded-content-length`. An object that
 * is sent through an Object Lambda doesn't need one. In the other services, the models mark one operation with
 * `requiresLength`.
 */
export function requiresLength({ serviceName, name }: OperationModel): boolean {
  return serviceName === "s3"
    ? name !== "WriteGetObjectResponse"
    : `${serviceName}.${name}` === "omics.UploadReadSetPart";
}
