/**
 * Why a call failed:
 * - `ITEM_TOO_LARGE`: one item is too large alone; `item` names it.
 * - `PART_FAILED`: the service refused a part, or nobody knows what became of it; `cause` is its error.
 * - `ABORTED`: the call's `abortSignal` aborted; `name` is `AbortError`, as the SDK's error has it.
 * - `NOT_IN_ORDER`: the items must be sorted by time and are not, so that no part of them could be told to be right.
 * - `REPEATED_ID`: two items have the same `Id`, so that nobody could tell their results apart.
 */
export type PayloadLimitErrorCode =
  | "ITEM_TOO_LARGE"
  | "PART_FAILED"
  | "ABORTED"
  | "NOT_IN_ORDER"
  | "REPEATED_ID";

/**
 * What became of an item:
 * - `accepted`: the service has it.
 * - `refused`: the service said no, to this item or to the request that it was in.
 * - `unknown`: it was sent, and the answer was lost, or was an error of the server: the service may have it.
 * - `unsent`: it was not sent.
 */
export type ItemState = "accepted" | "refused" | "unknown" | "unsent";

/** An item at fault. */
export interface ItemReport {
  /** The item's position among all items of the call, from 0. */
  readonly index: number;
  /** Where it stands in the call's parameters: `MetricData[17]`. */
  readonly path: string;
}

/** An item that is too large alone. */
export interface LargeItemReport extends ItemReport {
  /** How large it is; `undefined` where only the service knows. */
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
  /** `accepted` for a request that was answered without an error; single items may still have been refused. */
  readonly state: ItemState;
  /** What the service answered. */
  readonly output?: object;
  /** What went wrong. */
  readonly error?: unknown;
}

/** What became of the items of a call. Each item is in one of the lists. */
export interface CallReport {
  readonly accepted: readonly number[];
  readonly refused: readonly number[];
  readonly unknown: readonly number[];
  readonly unsent: readonly number[];
  readonly parts: readonly PartReport[];
}

/** A call that was split, or had to be, and failed: says what became of each of its items. */
export class PayloadLimitError extends Error {
  override readonly name: "PayloadLimitError" | "AbortError";
  readonly code: PayloadLimitErrorCode;
  /** The operation: `cloudwatch.PutMetricData`. */
  readonly operation: string;
  /** The positions of the items that the service has. */
  readonly accepted: readonly number[];
  /** The positions of those that it refused. */
  readonly refused: readonly number[];
  /** The positions of those that were sent, and of which nobody knows. */
  readonly unknown: readonly number[];
  /** The positions of those that were not sent. */
  readonly unsent: readonly number[];
  /** The requests, in the order of their items. */
  readonly parts: readonly PartReport[];
  /** The item at fault. */
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
