/** The codes of {@link RecorderError}. */
export type RecorderErrorCode =
  /** The file doesn't have the call. */
  | "UNKNOWN_CALL"
  /** The call made more attempts than were recorded. */
  | "TOO_MANY_ATTEMPTS"
  /** The file isn't a cassette, or doesn't exist. */
  | "INVALID_CASSETTE"
  /** The file couldn't be written, since another process holds its lock. */
  | "LOCKED"
  /** The client is too old to carry its service's model. */
  | "NO_MODEL"
  /** Episodes of the file weren't used. */
  | "UNUSED_EPISODES";

/** An error of the recorder itself, as opposed to a recorded one. The message says what to do. */
export class RecorderError extends Error {
  override readonly name = "RecorderError";
  readonly code: RecorderErrorCode;

  constructor(code: RecorderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is the recorder's, by shape, since it can come from another copy of this package. */
export function isRecorderError(error: unknown): error is RecorderError {
  return error instanceof Error && error.name === "RecorderError" && "code" in error;
}
