/**
 * The error codes that mean "slower". They come from the SDK's own retries (`@smithy/core`, service error
 * classification).
 */
const CODES = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

/** Whether an attempt failed because the service gets too many. */
export function isThrottling(exception: unknown): boolean {
  if (typeof exception !== "object" || exception === null) return false;
  const { name, $retryable, $metadata } = exception as {
    readonly name?: string;
    readonly $retryable?: { readonly throttling?: boolean };
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return CODES.has(name ?? "") || $retryable?.throttling === true || $metadata?.httpStatusCode === 429;
}
