import { aFunction, anObject, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { BatchOperation, OperationLimits } from "./batch-operation.js";
import { type BatchOperationName, OPERATIONS } from "./operations.js";

/** When a call is found to be too large. */
export type Strategy = "pessimistic" | "optimistic";

/** A call that is split, or a part of one that is split again. */
export interface SplitInfo {
  /** The operation: `cloudwatch.PutMetricData`. */
  readonly operation: BatchOperationName;
  /**
   * Why: its items are more, or larger, than the documented `limits`; its body was `measured` and is too large; the
   * service `refused` it.
   */
  readonly reason: "limits" | "measured" | "refused";
  /** How many items are split. */
  readonly items: number;
  /** Into how many requests. */
  readonly parts: number;
  /** The length of the body, where that is the reason. */
  readonly bytes?: number;
  /** The service's error, where that is the reason. */
  readonly error?: unknown;
}

/** The options of `payloadLimit()`. */
export interface PayloadLimitOptions {
  /**
   * `pessimistic` measures a call before it is sent, and splits what is over the documented limits. `optimistic`
   * sends it, and splits what the service refuses for its size. A pessimistic call that is refused all the same, by a
   * service with lower limits than the documented ones, is split as an optimistic one.
   *
   * @default "pessimistic"
   */
  readonly strategy?: Strategy;
  /**
   * The operations that are split.
   *
   * @default all that the plugin knows
   */
  readonly operations?: readonly BatchOperationName[];
  /**
   * Limits that differ from the documented ones, by operation: of another endpoint, or raised for an account.
   *
   * @default those of the API reference
   */
  readonly limits?: { readonly [Name in BatchOperationName]?: Partial<OperationLimits> };
  /**
   * How many parts of a call are on their way at the same time, where their order does not matter.
   *
   * @default 4
   */
  readonly concurrency?: number;
  /** Told of each split, right before its parts are sent. What it throws is reported to the client's logger. */
  readonly onSplit?: (split: SplitInfo) => void;
}

const STRATEGIES: readonly unknown[] = ["pessimistic", "optimistic"] satisfies Strategy[];
const NAMES = Object.keys(OPERATIONS) as BatchOperationName[];

const CHECKS: Readonly<Record<keyof PayloadLimitOptions, OptionCheck>> = {
  strategy: ['"pessimistic" or "optimistic"', (value) => STRATEGIES.includes(value)],
  operations: [
    `a list of at least one of ${NAMES.join(", ")}`,
    (value) => Array.isArray(value) && value.length > 0 && value.every((name) => isName(name)),
  ],
  limits: anObject,
  concurrency: aWholeNumber(),
  onSplit: aFunction,
};

const LIMIT_CHECKS: Readonly<Record<keyof OperationLimits, OptionCheck>> = {
  maxItems: aWholeNumber(),
  maxBytes: aWholeNumber(),
  maxItemBytes: aWholeNumber(),
};

/** An operation that is split, with the limits that hold for it. */
export interface LimitedOperation {
  readonly name: BatchOperationName;
  readonly operation: BatchOperation;
  readonly limits: OperationLimits;
}

/**
 * The operations to split, each with its limits, after checking the options.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`.
 */
export function checkedLimits(options: PayloadLimitOptions): ReadonlyMap<string, LimitedOperation> {
  checkOptions("payloadLimit()", options, CHECKS);
  const { operations = NAMES, limits = {} } = options;
  const eachAnObject = Object.fromEntries(NAMES.map((name) => [name, anObject]));
  checkOptions("payloadLimit({ limits })", limits, eachAnObject);
  return new Map(
    operations.map((name) => {
      const own = limits[name] ?? {};
      checkOptions(`payloadLimit({ limits: { "${name}" } })`, own, LIMIT_CHECKS);
      const operation: BatchOperation = OPERATIONS[name];
      return [name, { name, operation, limits: { ...operation.limits, ...defined(own) } }];
    }),
  );
}

function isName(value: unknown): value is BatchOperationName {
  return typeof value === "string" && Object.hasOwn(OPERATIONS, value);
}

function aWholeNumber(): OptionCheck {
  return [
    "a whole number from 1 up",
    (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 1,
  ];
}

/** An option that is `undefined` is as good as absent. */
function defined(limits: Partial<OperationLimits>): Partial<OperationLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
