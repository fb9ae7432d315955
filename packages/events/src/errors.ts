/**
 * The codes of {@link TucuxiError}. They don't change. Each is a mistake in using Tucuxi, and its message says how to
 * fix it.
 */
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
 * Whether an error is a {@link TucuxiError}. Also works for errors of another copy of this package, which `instanceof`
 * misses.
 */
export function isTucuxiError(error: unknown): error is TucuxiError {
  return typeof error === "object" && error !== null && IS_TUCUXI_ERROR in error;
}

/**
 * A mistake in using Tucuxi. The message says what happened, shows the value that caused it, and tells what to do. `code`
 * stays the same when a message changes. Errors that your handlers throw are never wrapped in one.
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

/** A pattern, handler, option or plugin can't be registered. Thrown at once, by the function that you passed it to. */
export class RegistrationError extends TucuxiError {
  override name = "RegistrationError";
}

/** A value isn't a client or a call's context, or an emitter is used after `detach()`. */
export class BindingError extends TucuxiError {
  override name = "BindingError";
}

/** A handler did something that makes the call impossible to send. The call is rejected and not sent. */
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

/** A short description of a value for a message: `"text"`, `42`, `an array`, `a function`, `[object Map]`. */
export function describe(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
  if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "object" || value === null) return String(value);
  const tag = Object.prototype.toString.call(value);
  return tag === "[object Object]" ? `[object ${value.constructor?.name || "Object"}]` : tag;
}
