/**
 * Why a call was refused:
 * - `DENIED`: a `deny` pattern matches it.
 * - `WRITE_REFUSED`: it writes, and the mode is `read-only`.
 * - `SECRET_REFUSED`: it returns a secret.
 * - `UNKNOWN_OPERATION`: the table of operations doesn't have it.
 * - `NOT_CONFIRMED`: `confirm` didn't say yes.
 * - `PRESIGNED_WRITE`: in a dry run, it would make a presigned URL that writes.
 * - `REGION_REFUSED`: it would go to a region that isn't in `regions`.
 * - `ACCOUNT_REFUSED`: its account isn't in `accounts`, or isn't known.
 * - `BUDGET_SPENT`: it would exceed `budget`.
 * - `REQUEST_CHANGED`: another handler turned its request into another operation.
 */
export type GuardErrorCode =
  | "DENIED"
  | "WRITE_REFUSED"
  | "SECRET_REFUSED"
  | "UNKNOWN_OPERATION"
  | "NOT_CONFIRMED"
  | "PRESIGNED_WRITE"
  | "REGION_REFUSED"
  | "ACCOUNT_REFUSED"
  | "BUDGET_SPENT"
  | "REQUEST_CHANGED";

/** A call that `guard()` refused. It wasn't sent, or its answer was discarded. */
export class GuardError extends Error {
  override name = "GuardError";
  /** Stable. */
  readonly code: GuardErrorCode;
  /** The option that refused it: `mode: "read-only"`, `deny: "s3.Delete*"`, `budget.calls: 100`. */
  readonly rule: string;
  /** The service's part of event names: `dynamodb`. */
  readonly service: string;
  /** The operation: `DeleteTable`. */
  readonly operation: string;

  constructor(
    code: GuardErrorCode,
    rule: string,
    { service, operation }: { readonly service: string; readonly operation: string },
    message: string,
  ) {
    super(`${service}.${operation} was refused by ${rule}: ${message}`);
    this.code = code;
    this.rule = rule;
    this.service = service;
    this.operation = operation;
  }
}
