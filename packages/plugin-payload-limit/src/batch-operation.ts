import type { Params, Parsed } from "@tucuxi/events";
import type { ItemState, LargeItemReport, PayloadLimitErrorCode } from "./payload-limit-error.js";
import type { Unit } from "./unit.js";

/** How much a service takes in one request. */
export interface OperationLimits {
  /** The most items in a request. */
  readonly maxItems: number;
  /** The most bytes in a request, counted as the service counts them. */
  readonly maxBytes: number;
  /** The most bytes in one item, counted in the same way. */
  readonly maxItemBytes: number;
}

/** The units of one request, and what the service answered to it. */
export interface AnsweredPart {
  readonly units: readonly Unit[];
  readonly output: Parsed;
}

/** Why a call cannot be sent at all. */
export interface Problem {
  readonly code: PayloadLimitErrorCode;
  readonly message: string;
  readonly unit: Unit;
  /** The measure that is exceeded, where it is one. */
  readonly excess?: Pick<LargeItemReport, "size" | "limit" | "unit">;
}

/** What the splitting of a batch operation needs to know of it. */
export interface BatchOperation {
  /** The service's documented limits. */
  readonly limits: OperationLimits;
  /** What `maxBytes` limits: the sum of the sizes of the items, or the body of the request as it is sent. */
  readonly counts: "items" | "body";
  /** The SDK compresses this operation's bodies by itself, unless its configuration says otherwise. */
  readonly isCompressedBySdk?: boolean;
  /** The service's error for a batch that is too large, as `name: message`, where its status is not 413. */
  readonly refusal: RegExp;
  /**
   * The items of a call, in order; `undefined` where the parameters do not have the form that they should have,
   * which is the service's to refuse.
   */
  unitsOf(params: Params): Unit[] | undefined;
  /** The parameters of a call for some of the units of another one. */
  paramsOf(params: Params, units: readonly Unit[]): Params;
  /** Whether the service takes a unit in the same request as those before it, limits aside. */
  joins?(part: readonly Unit[], next: Unit): boolean;
  /** A unit in two; `undefined` where it cannot be divided. */
  halvesOf?(unit: Unit): [Unit, Unit] | undefined;
  /** Why the service would refuse a unit in whatever request it came. */
  problemOf?(unit: Unit): Problem | undefined;
  /** Why the service would refuse the whole batch, where that could not be told of its parts any more. */
  problemOfWhole?(units: readonly Unit[]): Problem | undefined;
  /** Whether the parts of a call must be sent one after another. */
  isOrdered?(params: Params): boolean;
  /** One output for the outputs of all parts, which are in the order of their items. */
  merge(parts: readonly AnsweredPart[]): Parsed;
  /** What became of each unit of a request that was answered without an error. */
  statesOf?(part: AnsweredPart): readonly ItemState[];
}
