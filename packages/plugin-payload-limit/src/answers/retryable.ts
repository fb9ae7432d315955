/**
 * The codes of items that a service may accept if they are sent again: throttling, and the service's own faults. They
 * come from the references of PutRecords, PutRecordBatch, PutEvents, SendMessageBatch and PublishBatch, and from the
 * SDK's list of throttling errors. Any other code (`AccessDeniedException`, `MalformedDetail`, ...) would come again.
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
