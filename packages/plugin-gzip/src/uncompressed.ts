import type { ClientLike, HttpRequest, OperationModel } from "@tucuxi/events";

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
      (DIGEST.test(name) && value !== "UNSIGNED-PAYLOAD"),
  );
}

/**
 * Whether a body is, or can be, an event stream. Its messages are sent immediately, and zlib would hold them back. The SDK
 * also signs each of them later. Until then its request says JSON, but only clients of services that take event streams
 * have what signs them.
 */
export function isEventStream({ body, headers }: HttpRequest, { config }: ClientLike): boolean {
  const type = Object.keys(headers).find((name) => name.toLowerCase() === "content-type");
  if (type !== undefined && headers[type]?.startsWith("application/vnd.amazon.eventstream")) return true;
  const isBytes = typeof body === "string" || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
  return !isBytes && "eventStreamPayloadHandler" in config;
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
