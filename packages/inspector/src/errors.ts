/** The mistakes in starting the inspector or telling it what to answer. */
export type InspectorErrorCode =
  | "UNKNOWN_OPTION"
  | "INVALID_OPTION"
  | "INVALID_STEP"
  | "INVALID_PATTERN"
  | "TIMEOUT"
  | "CLOSED"
  | "INVALID_SESSION"
  | "CANNOT_WRITE"
  | "CANNOT_RUN"
  | "PORT_IN_USE"
  | "CANNOT_LISTEN";

/** A mistake in using the inspector. `code` stays the same when the message changes. */
export class InspectorError extends Error {
  override readonly name = "InspectorError";

  readonly code: InspectorErrorCode;

  constructor(code: InspectorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
