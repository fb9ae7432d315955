/** The stable codes of {@link StubError}. */
export type StubErrorCode =
  | "ALREADY_STUBBED"
  | "CLIENT_ALREADY_SENT"
  | "DISPOSED"
  | "INVALID_ANSWER"
  | "INVALID_ERROR"
  | "INVALID_OUTPUT"
  | "INVALID_PARAMS"
  | "INVALID_STUB"
  | "UNMATCHED_CALL"
  | "UNUSED_STUBS";

/**
 * A stub that can't be right, or a call that no stub answers. The message says what happened, shows the value that
 * caused it, and tells what to write. `code` is stable.
 */
export class StubError extends Error {
  override name = "StubError";
  readonly code: StubErrorCode;

  constructor(code: StubErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
