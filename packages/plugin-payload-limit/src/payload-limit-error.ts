/**
 * Why a call failed:
 * - `ITEM_TOO_LARGE`: one item alone is too large. `item` names it.
 * - `PART_FAILED`: the service refused a part, or its outcome isn't known. `cause` is its error.
 * - `ABORTED`: the call's `abortSignal` aborted. `name` is `AbortError`, like the SDK's error.
 * - `NOT_IN_ORDER`: the items must be sorted by time but aren't. The service couldn't tell from the parts.
 * - `REPEATED_ID`: two items have the same `Id`, so their results couldn't be told apart.
 */
export type PayloadLimitErrorCode =
  | "ITEM_TOO_LARGE"
  | "PART_FAILED"
  | "ABORTED"
  | "NOT_IN_ORDER"
  | "REPEATED_ID";

/**
 * The state of an item:
 * - `accepted`: the service has it.
 * - `refused`: the service refused it, or the request that contained it.
 * - `unknown`: it was sent, but the answer was lost or was a server error. The service may have it.
 * - `unsent`: it wasn't sent.
 */
export type ItemState = "accepted" | "refused" | "unknown" | "unsent";

/** An item that causes the failure. */
export interface ItemReport {
  /** The item's position among all items of the call, from 0. */
  readonly index: number;
  /** Where it is in the call's parameters: `MetricData[17]`. */
  readonly path: string;
}

/** An item that alone is too large. */
export interface LargeItemReport extends ItemReport {
  /** How large it is. `undefined` if only the service knows. */
  readonly size: number | undefined;
  /** How large it may be. */
  readonly limit: number;
  /** What `size` and `limit` count. */
  readonly unit: "bytes" | "dimensions";
}

/** One of the requests that a call was split into. */
export interface PartReport {
  /** The positions of its items among all items of the call. */
  readonly items: readonly number[];
  /** `accepted` for a request that was answered without an error. The service may still have refused single items. */
  readonly state: ItemState;
  /** What the service answered. */
  readonly output?: object;
  /** What went wrong. */
  readonly error?: unknown;
}

/** The state of each item of a call. Each item is in exactly one of the lists. */
export interface CallReport {
  readonly accepted: readonly number[];
  readonly refused: readonly number[];
  readonly unknown: readonly number[];
  readonly unsent: readonly number[];
  readonly parts: readonly PartReport[];
}

/** A call failed that was split, or had to be. The error tells the state of each of its items. */
export class PayloadLimitError extends Error {
  override readonly name: "PayloadLimitError" | "AbortError";
  readonly code: PayloadLimitErrorCode;
  /** The operation: `cloudwatch.PutMetricData`. */
  readonly operation: string;
  /** The positions of the items that the service has. */
  readonly accepted: readonly number[];
  /** The positions of those that it refused. */
  readonly refused: readonly number[];
  /** The positions of those that were sent and whose outcome isn't known. */
  readonly unknown: readonly number[];
  /** The positions of those that weren't sent. */
  readonly unsent: readonly number[];
  /** The requests, in the order of their items. */
  readonly parts: readonly PartReport[];
  /** The item that causes the failure. */
  readonly item: ItemReport | LargeItemReport | undefined;

  constructor(
    code: PayloadLimitErrorCode,
    operation: string,
    message: string,
    report: CallReport,
    options: ErrorOptions & { readonly item?: ItemReport | LargeItemReport | undefined } = {},
  ) {
    super(`${operation}: ${message}`, options);
    this.name = code === "ABORTED" ? "AbortError" : "PayloadLimitError";
    this.code = code;
    this.operation = operation;
    this.accepted = report.accepted;
    this.refused = report.refused;
    this.unknown = report.unknown;
    this.unsent = report.unsent;
    this.parts = report.parts;
    this.item = options.item;
  }
}
