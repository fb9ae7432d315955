import { didYouMean } from "@tucuxi/events/plugin";
import { faultsOf } from "../checks/check-value.js";
import { StubError } from "../errors.js";
import { show } from "../matchers/show.js";
import type { Operation } from "../model/operation.js";
import type { Shape } from "../model/shape.js";
import type { WireError } from "../protocols/client-protocol.js";
import { writeError } from "../protocols/write-error.js";
import type { Answer, Answered, AnsweredAttempt } from "./answer.js";
import { COMMON_ERROR_CODES, commonErrorStatus } from "./common-errors.js";
import type { ErrorShapes } from "./error-shapes.js";
import { prepared } from "./prepare-output.js";
import { withMetadata } from "./response-metadata.js";

/** More about an error: its message, its HTTP status, and the members that the model gives it. */
export interface ErrorDetails {
  /** @default a message that names the stub */
  readonly message?: string;
  /** @default the one of the service's model */
  readonly statusCode?: number;
  readonly [member: string]: unknown;
}

/** What a response with an error contains that isn't in the model. */
export interface ErrorExtras {
  /** Besides code and message, in the body. */
  readonly unmodelled?: Readonly<Record<string, string>>;
  /** For `$metadata` of the exception. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Answers with an error of the service. */
export function errorAnswer(code: string, details: ErrorDetails, extras: ErrorExtras = {}): Answer {
  checkUnmodelled(extras.unmodelled ?? {});
  return {
    text: `fails(${JSON.stringify(code)})`,
    check({ operation, errors }) {
      if (errors !== undefined) wireError(code, details, errors);
      if (operation !== undefined) checkHead(code, operation, errors);
    },
    answer: async (attempt) => {
      const { unmodelled = {}, metadata } = extras;
      const error = { ...wireError(code, details, attempt.errors), unmodelled };
      const answered = answerError(attempt, error, metadata);
      return "response" in answered ? { response: withMetadata(answered.response, metadata) } : answered;
    },
  };
}

/** Answers with an error object: an exception of the service, or an error on the way to it. */
export function thrownAnswer(error: unknown): Answer {
  return {
    text: `fails(${show(error)})`,
    answer: async (attempt) => answerThrown(attempt, error),
  };
}

/** An exception of a service goes over the wire. Any other error is an error on the way. */
export function answerThrown(attempt: AnsweredAttempt, error: unknown): Answered {
  if (!isServiceException(error) || attempt.writer === undefined) return { thrown: error };
  const { name, message, $metadata, $fault, ...members } = error;
  const status = $metadata?.httpStatusCode;
  const shape = attempt.errors.find(name);
  const statusCode =
    status ?? modelledStatus(shape) ?? commonErrorStatus(name) ?? ($fault === "server" ? 500 : 400);
  // Services don't send what the SDK itself puts on its exceptions.
  const own = Object.entries(members).filter(
    ([member, value]) => value !== undefined && (shape === undefined || shape.members.has(member)),
  );
  return answerError(attempt, { code: name, statusCode, message, shape, members: Object.fromEntries(own) });
}

function answerError(
  attempt: AnsweredAttempt,
  error: WireError,
  metadata: Readonly<Record<string, string>> = {},
): Answered {
  const { operation, writer } = attempt;
  if (operation === undefined || writer === undefined) {
    const { code, statusCode, message, members, unmodelled } = error;
    const $fault = statusCode < 500 ? "client" : "server";
    const thrown = Object.assign(new Error(message), unmodelled, members, {
      name: code,
      $fault,
      $metadata: { httpStatusCode: statusCode, ...metadata },
    });
    return { thrown };
  }
  return { response: writeError(writer, operation, error) };
}

/**
 * An error of the service, compared with the model.
 *
 * @throws StubError `INVALID_ERROR` for an error that the service doesn't have, or members that the model doesn't have.
 */
function wireError(code: string, details: ErrorDetails, errors: ErrorShapes): WireError {
  const { message = `${code}, as the test has it`, statusCode, ...members } = details;
  const shape = errors.find(code);
  const status = statusCode ?? modelledStatus(shape) ?? commonErrorStatus(code);
  if (status === undefined) {
    const known = [...errors.names(), ...COMMON_ERROR_CODES];
    const own = errors.names().length === 0 ? "" : `: it has ${errors.names().join(", ")}`;
    throw new StubError(
      "INVALID_ERROR",
      `${errors.serviceId} has no error "${code}"${didYouMean(code, known)}, nor is it one that all services have${own}. If the service returns it anyway, give its status: fails("${code}", { statusCode: 400 })`,
    );
  }
  if (status < 300) {
    throw new StubError("INVALID_ERROR", `fails("${code}"): ${status} isn't an error status`);
  }
  return { code, statusCode: status, message, shape, members: checkedMembers(code, members, shape) };
}

/** Names become elements of XML and members of JSON, so they have to be plain. */
function checkUnmodelled(unmodelled: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(unmodelled)) {
    if (/^[A-Za-z_][\w.-]*$/.test(name) && typeof value === "string") continue;
    throw new StubError(
      "INVALID_ERROR",
      `serviceErrorMeta has ${show(name)}: ${show(value)}. Give names that XML can have, each with a string, as in { Endpoint: "b.s3.amazonaws.com" }`,
    );
  }
}

/** A response to HEAD has no body, so the SDK can only tell errors by their status. */
function checkHead(code: string, { name, method }: Operation, errors: ErrorShapes | undefined): void {
  if (method !== "HEAD" || errors?.serviceId !== "S3") return;
  const status = modelledStatus(errors.find(code));
  if (status !== 404 || code === "NotFound") return;
  throw new StubError(
    "INVALID_ERROR",
    `${name} can't fail with ${code}: a response to HEAD has no body, so S3's 404 is always NotFound. Write fails("NotFound")`,
  );
}

function checkedMembers(
  code: string,
  members: Readonly<Record<string, unknown>>,
  shape: Shape | undefined,
): Readonly<Record<string, unknown>> {
  if (shape === undefined) {
    const [first] = Object.keys(members);
    if (first === undefined) return members;
    throw new StubError(
      "INVALID_ERROR",
      `fails("${code}", { ${first} }): the service's model doesn't have this error, so it has no members but message and statusCode`,
    );
  }
  const value = prepared(shape, members, false) as Readonly<Record<string, unknown>>;
  const faults = faultsOf(shape, value, { partial: true });
  if (faults.length === 0) return value;
  throw new StubError(
    "INVALID_ERROR",
    `${code} can't have these members, by the service's model:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
  );
}

/** The status of an error in the model. If the error has an old code of AWS Query, that code's status. */
function modelledStatus(shape: Shape | undefined): number | undefined {
  if (shape === undefined) return undefined;
  const { httpError, error } = shape.traits;
  const [, queryStatus] = [shape.traits["awsQueryError"]].flat();
  if (typeof httpError === "number") return httpError;
  if (typeof queryStatus === "number") return queryStatus;
  // S3's, which has no status in the model.
  if (shape.name === "NotFound") return 404;
  return error === "server" ? 500 : 400;
}

/** An exception of the SDK, by shape, since it can come from any copy. */
function isServiceException(error: unknown): error is {
  readonly name: string;
  readonly message: string;
  readonly $fault: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
} {
  return error instanceof Error && "$fault" in error && "$metadata" in error;
}
