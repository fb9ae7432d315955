import type { SignatureFault } from "../sigv4/signature-report.js";
import type { InspectedRequest, RequestProblem } from "./inspected-request.js";

/** How AWS refuses a request because of its signature or checksums, or `undefined` if they are right. */
export function verificationProblem(request: InspectedRequest): RequestProblem | undefined {
  const { signature, checksums } = request;
  const isS3 = request.service === "s3";
  if (signature.state === "absent") {
    const code = isS3 ? "AccessDenied" : "MissingAuthenticationTokenException";
    return { status: 403, code, message: signature.reason };
  }
  if (signature.state === "invalid") {
    const [status, code] = (isS3 ? S3_CODES : CODES)[signature.fault];
    return { status, code, message: signature.reason };
  }
  const wrong = checksums.find(({ valid }) => !valid);
  if (wrong === undefined) return undefined;
  const { name, declared, actual } = wrong;
  const message = `${name} says ${declared}, the body has ${actual}`;
  return { status: 400, code: isS3 ? "BadDigest" : "InvalidRequest", message };
}

const CODES: Readonly<Record<SignatureFault, readonly [status: number, code: string]>> = {
  malformed: [400, "IncompleteSignatureException"],
  "unknown-access-key": [403, "UnrecognizedClientException"],
  "session-token": [403, "UnrecognizedClientException"],
  "clock-skew": [403, "InvalidSignatureException"],
  expired: [403, "InvalidSignatureException"],
  "unsigned-header": [403, "InvalidSignatureException"],
  "missing-header": [403, "InvalidSignatureException"],
  mismatch: [403, "SignatureDoesNotMatch"],
  "payload-changed": [403, "SignatureDoesNotMatch"],
  "chunk-mismatch": [403, "SignatureDoesNotMatch"],
};

const S3_CODES: typeof CODES = {
  malformed: [400, "AuthorizationHeaderMalformed"],
  "unknown-access-key": [403, "InvalidAccessKeyId"],
  "session-token": [400, "InvalidToken"],
  "clock-skew": [403, "RequestTimeTooSkewed"],
  expired: [403, "AccessDenied"],
  "unsigned-header": [403, "AccessDenied"],
  "missing-header": [403, "SignatureDoesNotMatch"],
  mismatch: [403, "SignatureDoesNotMatch"],
  "payload-changed": [400, "XAmzContentSHA256Mismatch"],
  "chunk-mismatch": [403, "SignatureDoesNotMatch"],
};
