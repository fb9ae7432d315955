import type { ClientLike, HttpRequest, OperationModel } from "@tucuxi/events";

/** Headers whose value was computed of the body that the caller gave: compressed, it would not be that body any more. */
const DIGEST =
  /^(content-md5|(content-|repr-)?digest|x-amz-content-sha256|x-amz-sha256-tree-hash|x-amz-checksum(-.+)?)$/i;

/** Whether a request must be sent as it is, whatever its body. */
export function mustStayAsItIs(request: HttpRequest, model: OperationModel): boolean {
  // S3 keeps no content encoding of a part: the object would come back compressed, and nothing would say so.
  if (model.serviceName === "s3" && model.name === "UploadPart") return true;
  return Object.entries(request.headers).some(
    ([name, value]) =>
      /^content-encoding$/i.test(name) ||
      // Clients before schemas say here, before they sign, that the body is not to be digested.
      (DIGEST.test(name) && value !== "UNSIGNED-PAYLOAD"),
  );
}

/**
 * Whether a body is, or may be, an event stream. Its messages are sent when they are made: zlib would hold them back. And the
 * SDK signs each of them later. Its own request says JSON until then, but only clients of services that take event streams have
 * what signs them.
 */
export function isEventStream({ body, headers }: HttpRequest, { config }: ClientLike): boolean {
  const type = Object.keys(headers).find((name) => name.toLowerCase() === "content-type");
  if (type !== undefined && headers[type]?.startsWith("application/vnd.amazon.eventstream")) return true;
  const isBytes = typeof body === "string" || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
  return !isBytes && "eventStreamPayloadHandler" in config;
}

/**
 * Whether the service has to be told the length of a body before it gets it. S3 takes no stream without: the SDK
 * sends it in S3's own chunks, whose `x-amz-decoded-content-length` is the length of what is in them. It does not ask
 * for one where an object is sent through an Object Lambda. Of the other services the models mark one operation with
 * `requiresLength`.
 */
export function requiresLength({ serviceName, name }: OperationModel): boolean {
  return serviceName === "s3"
    ? name !== "WriteGetObjectResponse"
    : `${serviceName}.${name}` === "omics.UploadReadSetPart";
}
