import { successStatus } from "../services/rest-operations.js";
import { type Answer, jsonContentType, type SucceedingRequest } from "./answer.js";
import { s3Success } from "./s3-success.js";
import { sqsSuccess } from "./sqs-success.js";

/**
 * The smallest response that the SDKs accept as a success.
 * @param status replaces the operation's own, if given.
 */
export function successResponse(request: SucceedingRequest, requestId: string, status?: number): Answer {
  const answer = smallest(request, requestId);
  const headers = { ...answer.headers, "x-amzn-requestid": requestId };
  return { ...answer, headers, status: status ?? answer.status };
}

function smallest(request: SucceedingRequest, requestId: string): Answer {
  const { operation = "Unknown" } = request;
  switch (request.protocol) {
    case "cbor":
      return {
        status: 200,
        headers: { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
        body: Uint8Array.of(0xa0),
      };
    case "query":
      return {
        status: 200,
        headers: { "content-type": "text/xml" },
        body:
          `<${operation}Response><${operation}Result/>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
      };
    case "ec2":
      return {
        status: 200,
        headers: { "content-type": "text/xml" },
        body: `<${operation}Response><requestId>${requestId}</requestId></${operation}Response>`,
      };
    case "rest-xml":
      if (request.service === "s3") return s3Success(request, requestId);
      return { status: 200, headers: { "content-type": "text/xml" }, body: `<${operation}Result/>` };
    case "rest-json":
      return restJson(request);
    default:
      return {
        status: 200,
        headers: { "content-type": jsonContentType(request) },
        body: request.service === "sqs" ? sqsSuccess(request) : "{}",
      };
  }
}

function restJson(request: SucceedingRequest): Answer {
  const status = successStatus(request.service, request.operation);
  if (request.operation === "InvokeWithResponseStream") {
    return { status, headers: { "content-type": "application/vnd.amazon.eventstream" }, body: "" };
  }
  return {
    status,
    headers: { "content-type": "application/json" },
    body: status === 204 ? "" : "{}",
  };
}
