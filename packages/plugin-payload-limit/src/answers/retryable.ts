/**
 * The codes by which services say of an item that they may take it if it is sent again: throttling, and faults of their
 * own. From the references of PutRecords, PutRecordBatch, PutEvents, SendMessageBatch and PublishBatch, and the SDK's
 * own list of throttling errors. Every other code (`AccessDeniedException`, `MalformedDetail`, ...) would come again.
 */
const RETRYABLE: ReadonlySet<string> = new Set([
  "InternalError",
  "InternalException",
  "InternalFailure",
  "InternalServerError",
  "InternalServiceError",
  "KMS.ThrottlingException",
  "KMSThrottling",
  "KMSThrottlingException",
  "KmsThrottled",
  "ProvisionedThroughputExceededException",
  "RequestThrottled",
  "RequestThrottledException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "SlowDown",
  "Throttled",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

/** Whether an item that failed with a code may be accepted if it is sent again. */
export function isRetryableCode(code: unknown): boolean {
  return typeof code === "string" && RETRYABLE.has(code);
}
