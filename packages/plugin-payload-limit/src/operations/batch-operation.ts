import type { Params, Parsed } from "@tucuxi/events";
import type { BatchItem } from "../batch-item.js";
import type { LargeItemReport, PayloadLimitErrorCode } from "../payload-limit-error.js";

/** How much a service accepts in one request. */
export interface OperationLimits {
  /** How many items a request can have. */
  readonly maxItems: number;
  /** How many bytes a request can have, as the service counts them. */
  readonly maxBytes: number;
  /**
   * How many bytes one item can have, counted the same way. A larger item is an error. An item that only exceeds
   * `maxBytes` gets its own request.
   */
  readonly maxItemBytes: number;
}

/** What the service said about an item. `returned` means not now: it may accept the item if you send it again. */
export type ItemAnswer = "accepted" | "refused" | "returned" | "unknown";

/** The items of one request, and what the service answered. */
export interface AnsweredPart {
  readonly items: readonly BatchItem[];
  readonly output: Parsed;
}

/** Why a call can't be sent. */
export interface Problem {
  readonly code: PayloadLimitErrorCode;
  readonly message: string;
  readonly item: BatchItem;
  /** The limit that the item exceeds, if that is the problem. */
  readonly excess?: Pick<LargeItemReport, "size" | "limit" | "unit">;
}

/** What the plugin needs to know about a batch operation to split it. */
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
   * The items of a call, in order. `undefined` if the parameters don't have the right form. The service then refuses
   * them.
   */
  itemsOf(params: Params): BatchItem[] | undefined;
  /** The parameters of a request for some of the items of a call. */
  paramsOf(params: Params, items: readonly BatchItem[]): Params;
  /** Whether the service accepts an item in the same request as those before it, apart from limits. */
  joins?(part: readonly BatchItem[], next: BatchItem): boolean;
  /** Splits an item in two. Returns `undefined` if that's impossible. */
  halvesOf?(item: BatchItem): [BatchItem, BatchItem] | undefined;
  /** Why the service would refuse an item in any request. */
  problemOf?(item: BatchItem): Problem | undefined;
  /** Why the service would refuse the whole batch, if the parts alone don't show it. */
  problemOfWhole?(items: readonly BatchItem[]): Problem | undefined;
  /** Whether the parts of a call must be sent one after another. */
  isOrdered?(params: Params): boolean;
  /** In an ordered call, items with the same key must arrive in order. */
  orderKeyOf?(item: BatchItem): unknown;
  /**
   * What the service said about each item of an answered request. If the operation doesn't have it, all are accepted.
   */
  answersOf?(part: AnsweredPart): readonly ItemAnswer[];
  /** The answer for items that weren't sent because an item that has to arrive before them failed. */
  notSent?(items: readonly BatchItem[]): Parsed;
  /**
   * Merges the outputs of all parts, in the order they were sent. If an item has several answers, the last one counts.
   */
  merge(parts: readonly AnsweredPart[]): Parsed;
}
