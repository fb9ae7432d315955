import type { Params, Parsed } from "@tucuxi/events";
import type { BatchItem } from "../batch-item.js";
import type { LargeItemReport, PayloadLimitErrorCode } from "../payload-limit-error.js";

/** How much a service takes in one request. */
export interface OperationLimits {
  /** The most items in a request. */
  readonly maxItems: number;
  /** The most bytes in a request, counted as the service counts them. */
  readonly maxBytes: number;
  /**
   * The most bytes in one item, counted the same way. An item over it is an error. An item that is only over `maxBytes`
   * gets a request of its own.
   */
  readonly maxItemBytes: number;
}

/** What the service said of an item: `returned` is a no for now, which may be a yes if the item is sent again. */
export type ItemAnswer = "accepted" | "refused" | "returned" | "unknown";

/** The items of one request, and what the service answered. */
export interface AnsweredPart {
  readonly items: readonly BatchItem[];
  readonly output: Parsed;
}

/** Why a call can't be sent at all. */
export interface Problem {
  readonly code: PayloadLimitErrorCode;
  readonly message: string;
  readonly item: BatchItem;
  /** The limit that the item is over, if it is one. */
  readonly excess?: Pick<LargeItemReport, "size" | "limit" | "unit">;
}

/** What the plugin has to know of a batch operation to split it. */
export interface BatchOperation {
  /** The service's documented limits. */
  readonly limits: OperationLimits;
  /** What `maxBytes` limits: the sum of the sizes of the items, or the body of the request as it is sent. */
  readonly counts: "items" | "body";
  /** The SDK compresses this operation's bodies by itself, unless its configuration says otherwise. */
  readonly isCompressedBySdk?: boolean;
  /** The service's error for a batch that is too large, as `name: message`, if its status isn't 413. */
  readonly refusal: RegExp;
  /**
   * The items of a call, in order. `undefined` if the parameters don't have the form that they should have: then the
   * service refuses them.
   */
  itemsOf(params: Params): BatchItem[] | undefined;
  /** The parameters of a request for some of the items of a call. */
  paramsOf(params: Params, items: readonly BatchItem[]): Params;
  /** Whether the service takes an item in the same request as those before it, limits aside. */
  joins?(part: readonly BatchItem[], next: BatchItem): boolean;
  /** An item in two halves; `undefined` if it can't be divided. */
  halvesOf?(item: BatchItem): [BatchItem, BatchItem] | undefined;
  /** Why the service would refuse an item in any request. */
  problemOf?(item: BatchItem): Problem | undefined;
  /** Why the service would refuse the whole batch, if its parts couldn't show it. */
  problemOfWhole?(items: readonly BatchItem[]): Problem | undefined;
  /** Whether the parts of a call must be sent one after another. */
  isOrdered?(params: Params): boolean;
  /** In a call that is ordered: items with the same key must arrive in their order. */
  orderKeyOf?(item: BatchItem): unknown;
  /** What the service said of each item of a request that it answered. Absent if that means "accepted" for all. */
  answersOf?(part: AnsweredPart): readonly ItemAnswer[];
  /** What to answer for items that were not sent, because an item that has to arrive before them failed. */
  notSent?(items: readonly BatchItem[]): Parsed;
  /**
   * One output for the outputs of all parts, which are in the order in which they were sent. The last answer for an item
   * counts.
   */
  merge(parts: readonly AnsweredPart[]): Parsed;
}
