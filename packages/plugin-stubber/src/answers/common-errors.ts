/**
 * Errors that any AWS service can return, and their status codes: the common errors of AWS's API references, with the
 * older names that some services still use.
 */
const COMMON_ERRORS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 403,
  AuthFailure: 401,
  ExpiredToken: 400,
  ExpiredTokenException: 400,
  IncompleteSignature: 400,
  InternalError: 500,
  InternalFailure: 500,
  InternalServerError: 500,
  InvalidAccessKeyId: 403,
  InvalidClientTokenId: 403,
  InvalidSignatureException: 400,
  MalformedHttpRequestException: 400,
  MissingAuthenticationToken: 403,
  MissingAuthenticationTokenException: 400,
  NotAuthorized: 400,
  OptInRequired: 403,
  PriorRequestNotComplete: 400,
  ProvisionedThroughputExceededException: 400,
  RequestAbortedException: 400,
  RequestEntityTooLargeException: 413,
  RequestExpired: 400,
  RequestLimitExceeded: 503,
  RequestThrottled: 400,
  RequestThrottledException: 400,
  RequestTimeTooSkewed: 403,
  RequestTimeout: 400,
  RequestTimeoutException: 408,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  Throttling: 400,
  ThrottlingException: 400,
  ThrottledException: 400,
  TooManyRequestsException: 429,
  UnauthorizedOperation: 403,
  UnrecognizedClientException: 400,
  UnknownOperationException: 404,
  ValidationError: 400,
  ValidationException: 400,
};

/** The status code of an error that any service can return, or `undefined`. */
export function commonErrorStatus(code: string): number | undefined {
  return Object.hasOwn(COMMON_ERRORS, code) ? COMMON_ERRORS[code] : undefined;
}

export const COMMON_ERROR_CODES: readonly string[] = Object.keys(COMMON_ERRORS);

/** A service's throttling error, by its protocol. The SDK's retries recognize it. */
export function throttlingError(serviceId: string, protocol: string): string {
  if (serviceId === "S3") return "SlowDown";
  if (protocol === "aws.protocols#ec2Query") return "RequestLimitExceeded";
  if (protocol === "aws.protocols#awsQuery") return "Throttling";
  return "ThrottlingException";
}
