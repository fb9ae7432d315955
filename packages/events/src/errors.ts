/** The stable codes of {@link TucuxiError}: each is a mistake in using Tucuxi, and its cure is in the message. */
export type TucuxiErrorCode =
  | "EMPTY_PATTERN"
  | "EMPTY_SEGMENT"
  | "INVALID_GLOB"
  | "UNKNOWN_EVENT_TYPE"
  | "TOO_MANY_SEGMENTS"
  | "NEVER_MATCHES"
  | "INVALID_HANDLER"
  | "UNKNOWN_OPTION"
  | "INVALID_OPTION"
  | "UNIQUE_ID_COUNT"
  | "INVALID_PLUGIN"
  | "INVALID_CLIENT"
  | "CLIENT_ALREADY_SENT"
  | "INVALID_CONTEXT"
  | "DETACHED"
  | "INVALID_RESPONSE"
  | "ASYNC_HANDLER"
  | "INVALID_HEADER"
  | "INVALID_BODY"
  | "INVALID_REQUEST"
  | "BODY_CHANGED_AFTER_CHECKSUM"
  | "CHANGED_AFTER_SIGNING"
  | "BODY_LENGTH_UNKNOWN"
  | "BODY_NOT_REPLAYABLE"
  | "UNKNOWN_AUTH_SCHEME"
  | "INVALID_SIGNING";

const IS_TUCUXI_ERROR: unique symbol = Symbol.for("@tucuxi/events.error");

/**
 * Whether an error is a {@link TucuxiError}, also one of another copy of this package in the same program, which
 * `instanceof` misses.
 */
export function isTucuxiError(error: unknown): error is TucuxiError {
  return typeof error === "object" && error !== null && IS_TUCUXI_ERROR in error;
}

/**
 * A mistake in using Tucuxi. The message says what happened, with the offending value, and what to write
 * instead; `code` is stable. An error that a handler throws is never wrapped in one.
 */
export class TucuxiError extends Error {
  override name = "TucuxiError";
  readonly code: TucuxiErrorCode;
  /** @internal Shared by all copies of this package. */
  readonly [IS_TUCUXI_ERROR] = true;

  constructor(code: TucuxiErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A pattern, handler, option or plugin that cannot be registered. Thrown by the call that was given it. */
export class RegistrationError extends TucuxiError {
  override name = "RegistrationError";
}

/** A client that cannot be bound, or a binding that is used after `detach()`. */
export class BindingError extends TucuxiError {
  override name = "BindingError";
}

/** What a handler did to a call that cannot be sent: rejects the call, which is then not sent. */
export class HandlerError extends TucuxiError {
  override name = "HandlerError";
  /** The event that the handler was called for, such as `before-sign.s3.PutObject`. */
  readonly eventName: string;
  /** The handler that did it. */
  readonly handler: unknown;

  constructor(
    code: TucuxiErrorCode,
    where: { readonly eventName: string; readonly handler: unknown },
    message: string,
    options?: ErrorOptions,
  ) {
    super(code, `${describeHandler(where.handler)} of ${where.eventName} ${message}`, options);
    this.eventName = where.eventName;
    this.handler = where.handler;
  }
}

/** `handler "gzipBody"`, or `an anonymous handler`. */
function describeHandler(handler: unknown): string {
  const name = typeof handler === "function" ? handler.name : "";
  return name === "" ? "an anonymous handler" : `handler "${name}"`;
}

/** A short, safe text for a value in a message: `"text"`, `42`, `an array`, `a function`, `[object Map]`. */
export function describe(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
  if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return Object.prototype.toString.call(value);
  return String(value);
}
