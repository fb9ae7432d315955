export type { ChecksumReport } from "./checksums.js";
export { InspectorError, type InspectorErrorCode } from "./errors.js";
export type { InspectedRequest, Protocol, RequestProblem } from "./inspected-request.js";
export { type Inspector, startInspector } from "./inspector.js";
export { DEFAULT_CREDENTIALS, type InspectorOptions } from "./options.js";
export { requestLine } from "./request-line.js";
export type { PreciseResponse, ResponseFunction, ResponseStep } from "./respond-script.js";
export type {
  AbsentSignature,
  CredentialScope,
  InspectorCredentials,
  InvalidSignature,
  SignatureFault,
  SignatureKind,
  SignatureReport,
  UncheckedSignature,
  ValidSignature,
} from "./signature-report.js";
