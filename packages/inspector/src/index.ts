export { requestLine } from "./cli/request-line.js";
export { InspectorError, type InspectorErrorCode } from "./errors.js";
export type { ChecksumReport } from "./http/checksums.js";
export { type Inspector, type InspectorClientConfig, startInspector } from "./inspector.js";
export { DEFAULT_CREDENTIALS, type ForwardOptions, type InspectorOptions } from "./options.js";
export type { InspectorPage, PageOptions } from "./page/page-server.js";
export type { InspectedEvent } from "./requests/inspected-event.js";
export type {
  ForwardedRequest,
  InspectedRequest,
  InspectedResponse,
  Protocol,
  RequestProblem,
} from "./requests/inspected-request.js";
export type { WaitOptions } from "./requests/wait-for-request.js";
export type { PreciseResponse, ResponseFunction, ResponseStep } from "./respond/respond-script.js";
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
} from "./sigv4/signature-report.js";
