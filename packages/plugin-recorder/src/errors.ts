/** What kind of mistake a {@link RecorderError} tells of. */
export type RecorderErrorCode =
  /** A call that the file does not have. */
  | "UNKNOWN_CALL"
  /** The call was made with more attempts than were recorded. */
  | "TOO_MANY_ATTEMPTS"
  /** The file is no cassette, or there is none. */
  | "INVALID_CASSETTE"
  /** The file could not be written, since another process holds its lock. */
  | "LOCKED"
  /** The client is too old to carry its service's model. */
  | "NO_MODEL"
  /** Episodes of the file were not used. */
  | "UNUSED_EPISODES";

/** What the recorder throws, beside the recorded errors. The message says what to do. */
export class RecorderError extends Error {
  override readonly name = "RecorderError";
  readonly code: RecorderErrorCode;

  constructor(code: RecorderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is the recorder's: by shape, as it may be of another copy of this package. */
export function isRecorderError(error: unknown): error is RecorderError {
  return error instanceof Error && error.name === "RecorderError" && "code" in error;
}
