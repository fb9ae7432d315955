import { type Answer, type AnsweredRequest, jsonContentType, xmlText } from "./answer.js";
import { encodeCbor } from "./cbor.js";

/** An error to answer with. */
export interface AwsError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Writes an error in the shape of the request's protocol, so that an SDK finds its code and message. */
export function errorResponse(request: AnsweredRequest, error: AwsError, requestId: string): Answer {
  const { status, code, message } = error;
  const fault = status < 500 ? "Sender" : "Receiver";
  const identified = {
    "x-amzn-requestid": requestId,
    // Services that used the query protocol in the past also send the old code, to clients that ask for it (CloudWatch,
    // SQS).
    ...(request.headers["x-amzn-query-mode"] === "true" ? { "x-amzn-query-error": `${code};${fault}` } : {}),
  };
  if (request.service === "s3") {
    const headers = { "content-type": "application/xml", "x-amz-request-id": requestId, ...identified };
    const body =
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${xmlText(code)}</Code>` +
      `<Message>${xmlText(message)}</Message><RequestId>${requestId}</RequestId></Error>`;
    return { status, headers, body };
  }
  switch (request.protocol) {
    case "cbor":
      return {
        status,
        headers: { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor", ...identified },
        body: encodeCbor({ __type: code, message }),
      };
    case "query":
    case "rest-xml":
      return {
        status,
        headers: { "content-type": "text/xml", ...identified },
        body:
          `<ErrorResponse><Error><Type>${fault}</Type>` +
          `<Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error>` +
          `<RequestId>${requestId}</RequestId></ErrorResponse>`,
      };
    case "ec2":
      return {
        status,
        headers: { "content-type": "text/xml", ...identified },
        body:
          `<Response><Errors><Error><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message>` +
          `</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      };
    default:
      return {
        status,
        headers: { "content-type": jsonContentType(request), "x-amzn-errortype": code, ...identified },
        body: JSON.stringify({ __type: code, message }),
      };
  }
}

/** The service's own throttling error: the SDKs know these codes and back off. */
export function throttlingError(request: AnsweredRequest): AwsError {
  const message = "Rate exceeded (scripted by the inspector)";
  if (request.service === "s3") return { status: 503, code: "SlowDown", message };
  if (request.service === "lambda") return { status: 429, code: "TooManyRequestsException", message };
  if (request.protocol === "ec2") return { status: 503, code: "RequestLimitExceeded", message };
  if (request.protocol === "query" || request.protocol === "rest-xml") {
    return { status: 400, code: "Throttling", message };
  }
  return { status: request.protocol === "rest-json" ? 429 : 400, code: "ThrottlingException", message };
}

/** The error for a status without a code. */
export function errorOfStatus(request: AnsweredRequest, status: number): AwsError {
  const message = `Scripted by the inspector: HTTP ${status}`;
  const xml = ["query", "ec2", "rest-xml"].includes(request.protocol ?? "");
  return { status, code: (xml ? XML_CODES : JSON_CODES)[status] ?? fallbackCode(status), message };
}

const JSON_CODES: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "UnauthorizedException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  409: "ConflictException",
  413: "RequestEntityTooLargeException",
  429: "TooManyRequestsException",
  500: "InternalServerException",
  503: "ServiceUnavailableException",
};

const XML_CODES: Readonly<Record<number, string>> = {
  301: "PermanentRedirect",
  304: "NotModified",
  307: "TemporaryRedirect",
  400: "InvalidRequest",
  403: "AccessDenied",
  404: "NotFound",
  409: "OperationAborted",
  412: "PreconditionFailed",
  413: "EntityTooLarge",
  429: "Throttling",
  500: "InternalError",
  503: "ServiceUnavailable",
};

function fallbackCode(status: number): string {
  return status < 500 ? "InvalidRequest" : "InternalFailure";
}
