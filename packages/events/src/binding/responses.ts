import type { CallOutcome, CallResponse, StubbedResponse } from "../catalogue/payloads.js";
import { describe, HandlerError } from "../errors.js";
import { isBody } from "../http/body.js";
import { isPlainObject, type Origin } from "../http/headers.js";
import { A_BODY } from "../http/read-body.js";
import { isObject } from "./middleware.js";

/**
 * Checks what handlers return where it means something: an arrow function returns what it assigns, and such a
 * value must not become an answer. Each gives the value, or throws a HandlerError `INVALID_RESPONSE`.
 */

export function checkedParams(value: unknown, origin: Origin): object {
  if (isObject(value) && !Array.isArray(value)) return value;
  return refuse(value, origin, "return the new parameters, or nothing");
}

export function checkedCallResponse(value: unknown, origin: Origin): CallResponse {
  const { parsed, httpResponse } = isObject(value) ? value : {};
  if (isObject(parsed) && (httpResponse === undefined || isStatus(httpResponse)))
    return value as CallResponse;
  return refuse(
    value,
    origin,
    "return { parsed: { ... }, httpResponse: { statusCode: 200 } } to answer the call, or nothing",
  );
}

export function checkedStub(value: unknown, origin: Origin): StubbedResponse {
  if (
    isStatus(value) &&
    (value["headers"] === undefined || isPlainObject(value["headers"])) &&
    isBody(value["body"])
  ) {
    return value as unknown as StubbedResponse;
  }
  return refuse(
    value,
    origin,
    `return { statusCode: 200, headers: { ... }, body } to answer without the network, or nothing; headers are a plain object, and a body is ${A_BODY}`,
  );
}

export function checkedAuthScheme(value: unknown, origin: Origin): string {
  if (typeof value === "string") return value;
  return refuse(
    value,
    origin,
    'return UNSIGNED, the id of an auth scheme such as "aws.auth#sigv4a", or nothing',
  );
}

/** The longest time that a timer can be set to; milliseconds, taken for seconds, are soon beyond it. */
const MAX_SECONDS = 2_147_483;

export function checkedSeconds(value: unknown, origin: Origin): number {
  if (typeof value === "number" && value >= 0 && value <= MAX_SECONDS) return value;
  return refuse(
    value,
    origin,
    `return the number of seconds to wait before another attempt, from 0 to ${MAX_SECONDS}, or nothing`,
  );
}

export function checkedOutcome(value: unknown, origin: Origin): CallOutcome {
  if (isObject(value) && isObject(value["parsed"])) return value as unknown as CallOutcome;
  return refuse(value, origin, "return { parsed: { ... } } to replace the outcome of the call, or nothing");
}

function isStatus(value: unknown): value is Record<string, unknown> {
  const status: unknown = isObject(value) ? value["statusCode"] : undefined;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599;
}

function refuse(value: unknown, origin: Origin, instead: string): never {
  throw new HandlerError(
    "INVALID_RESPONSE",
    origin,
    `returned ${describe(value)}: ${instead} (an arrow function returns what it assigns: put braces around its body)`,
  );
}
