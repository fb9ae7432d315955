import type { CallOutcome, CallResponse, SigningOptions, StubbedResponse } from "../catalogue/payloads.js";
import { describe, HandlerError } from "../errors.js";
import { isBody } from "../http/body.js";
import { type ErrorSource, isPlainObject } from "../http/headers.js";
import { A_BODY } from "../http/read-body.js";
import { isObject } from "./sdk.js";

/**
 * These check values that handlers return to events that use them. An arrow function returns what it assigns, and such
 * a value must not become an answer. Each returns the value, or throws a HandlerError `INVALID_RESPONSE`.
 */

export function checkedParams(value: unknown, source: ErrorSource): object {
  if (isObject(value) && !Array.isArray(value)) return value;
  return refuse(value, source, "return the new parameters, or nothing");
}

export function checkedCallResponse(value: unknown, source: ErrorSource): CallResponse {
  const { parsed, httpResponse } = isObject(value) ? value : {};
  if (isObject(parsed) && (httpResponse === undefined || isStatus(httpResponse)))
    return value as CallResponse;
  return refuse(
    value,
    source,
    "return { parsed: { ... }, httpResponse: { statusCode: 200 } } to answer the call, or nothing",
  );
}

export function checkedStub(value: unknown, source: ErrorSource): StubbedResponse {
  if (
    isStatus(value) &&
    (value["headers"] === undefined || isPlainObject(value["headers"])) &&
    isBody(value["body"])
  ) {
    return value as unknown as StubbedResponse;
  }
  return refuse(
    value,
    source,
    `return { statusCode: 200, headers: { ... }, body } to answer without the network, or nothing; headers are a plain object, and a body is ${A_BODY}`,
  );
}

export function checkedAuthScheme(value: unknown, source: ErrorSource): string {
  if (typeof value === "string") return value;
  return refuse(
    value,
    source,
    'return UNSIGNED, the id of an auth scheme such as "aws.auth#sigv4a", or nothing',
  );
}

/** The longest time for a timer. Milliseconds given as seconds soon exceed it. */
const MAX_SECONDS = 2_147_483;

export function checkedRetry(value: unknown, source: ErrorSource): number | "never" {
  if (typeof value === "number" && value >= 0 && value <= MAX_SECONDS) return value;
  if (isObject(value) && value["retry"] === false) return "never";
  return refuse(
    value,
    source,
    `return the seconds to wait before another attempt, from 0 to ${MAX_SECONDS}, { retry: false } for no other, or nothing`,
  );
}

/** Checks what handlers set in `signing`. */
export function checkedSigning(signing: SigningOptions, source: ErrorSource): void {
  for (const [name, value] of Object.entries(signing) as [string, unknown][]) {
    const isRight =
      name === "credentials"
        ? value === undefined || typeof value === "function" || isIdentity(value)
        : (name === "region" || name === "service") && (value === undefined || typeof value === "string");
    if (isRight) continue;
    throw new HandlerError(
      "INVALID_SIGNING",
      source,
      `set signing.${name} to ${name === "credentials" ? "something else than credentials" : describe(value)}. Set signing.credentials to { accessKeyId, secretAccessKey, sessionToken } or a function that resolves to these, signing.region or signing.service to a string`,
    );
  }
}

function isIdentity(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value["accessKeyId"] === "string" &&
    typeof value["secretAccessKey"] === "string"
  );
}

export function checkedOutcome(value: unknown, source: ErrorSource): CallOutcome {
  if (isObject(value) && isObject(value["parsed"])) return value as unknown as CallOutcome;
  return refuse(value, source, "return { parsed: { ... } } to replace the outcome of the call, or nothing");
}

function isStatus(value: unknown): value is Record<string, unknown> {
  const status: unknown = isObject(value) ? value["statusCode"] : undefined;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599;
}

function refuse(value: unknown, source: ErrorSource, instead: string): never {
  throw new HandlerError(
    "INVALID_RESPONSE",
    source,
    `returned ${shapeOf(value)}: ${instead}${isObject(value) ? "" : " (an arrow function returns what it assigns: put braces around its body)"}`,
  );
}

/** Describes a returned value for messages. For an object literal it lists the names of its members. */
function shapeOf(value: unknown): string {
  const keys = isPlainObject(value) ? Object.keys(value) : [];
  if (keys.length === 0) return describe(value);
  return `an object with ${keys
    .slice(0, 5)
    .map((key) => describe(key))
    .join(", ")}${keys.length > 5 ? ", …" : ""}`;
}
