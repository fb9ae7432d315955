import { RegistrationError, SERVICE_ALIASES } from "@tucuxi/events";
import { aFunction, anObject, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { BatchOperation, OperationLimits } from "./operations/batch-operation.js";
import { type BatchOperationName, OPERATIONS } from "./operations/operations.js";

/** When to find out that a call is too large. */
export type Strategy = "pessimistic" | "optimistic";

/** A call that is split, or a part of one that is split again. */
export interface SplitInfo {
  /** The operation: `cloudwatch.PutMetricData`. */
  readonly operation: BatchOperationName;
  /**
   * Why it's split. `limits`: it has more or larger items than the documented limits. `measured`: its body was measured
   * and is too large. `refused`: the service refused it.
   */
  readonly reason: "limits" | "measured" | "refused";
  /** How many items are split. */
  readonly items: number;
  /** How many requests they are split into. */
  readonly parts: number;
  /** The length of the body, if that is the reason. */
  readonly bytes?: number;
  /** The service's error, if that is the reason. */
  readonly error?: unknown;
}

/** How often items are sent again, and how long to wait before that. */
export interface ResendOptions {
  /**
   * How often an item is sent at most, including the first time.
   *
   * @default 3
   */
  readonly attempts?: number;
  /**
   * The longest pause before the second attempt, in milliseconds. It doubles with each further attempt. The actual pause
   * is a random part of it ("full jitter").
   *
   * @default 500
   */
  readonly baseDelay?: number;
  /**
   * The longest pause before any attempt, in milliseconds.
   *
   * @default 20_000
   */
  readonly maxDelay?: number;
}

/** The options of `payloadLimit()`. */
export interface PayloadLimitOptions {
  /**
   * `pessimistic` measures a call before it's sent, and splits it if it exceeds the documented limits. `optimistic`
   * sends it, and splits it if the service refuses it for its size. If a service with lower limits refuses a
   * pessimistic call anyway, the call is split like an optimistic one.
   *
   * @default "pessimistic"
   */
  readonly strategy?: Strategy;
  /**
   * The operations to split.
   *
   * @default all that the plugin knows
   */
  readonly operations?: readonly BatchOperationName[];
  /**
   * Limits that differ from the documented ones, by operation. Use it for other endpoints, or if your account's limits
   * were raised.
   *
   * @default those of the API reference
   */
  readonly limits?: { readonly [Name in BatchOperationName]?: Partial<OperationLimits> };
  /**
   * How many parts of a call are sent concurrently, if their order doesn't matter.
   *
   * @default 4
   */
  readonly concurrency?: number;
  /** Called for each split, right before its parts are sent. If it throws or rejects, the client's logger gets the error. */
  readonly onSplit?: (split: SplitInfo) => void;
  /**
   * Sends items again that the service returned in its answer, such as `UnprocessedItems` or a throttled record. `{}`
   * uses the defaults.
   *
   * @default off: the answer contains what the service returned
   */
  readonly resend?: ResendOptions;
}

const STRATEGIES: readonly unknown[] = ["pessimistic", "optimistic"] satisfies Strategy[];
const NAMES = Object.keys(OPERATIONS) as BatchOperationName[];

/** The longest time for a timer. */
const MAX_MILLISECONDS = 2_147_483_647;

const A_LIST_OF_OPERATIONS = `a list of at least one of ${NAMES.join(", ")}`;

const CHECKS: Readonly<Record<keyof PayloadLimitOptions, OptionCheck>> = {
  strategy: ['"pessimistic" or "optimistic"', (value) => STRATEGIES.includes(value)],
  operations: [A_LIST_OF_OPERATIONS, (value) => Array.isArray(value) && value.length > 0],
  limits: anObject,
  concurrency: aWholeNumber(1),
  onSplit: aFunction,
  resend: ["an object such as { attempts: 3 }", (value) => typeof value === "object" && value !== null],
};

const LIMIT_CHECKS: Readonly<Record<keyof OperationLimits, OptionCheck>> = {
  maxItems: aWholeNumber(1),
  maxBytes: aWholeNumber(1),
  maxItemBytes: aWholeNumber(1),
};

const RESEND_CHECKS: Readonly<Record<keyof ResendOptions, OptionCheck>> = {
  attempts: aWholeNumber(1),
  baseDelay: milliseconds(),
  maxDelay: milliseconds(),
};

/** An operation to split, with its limits. */
export interface LimitedOperation {
  readonly name: BatchOperationName;
  readonly operation: BatchOperation;
  readonly limits: OperationLimits;
}

/** How often items are sent again, with the defaults filled in. */
export type Resending = Required<ResendOptions>;

/** How the parts of a call are sent. */
export interface Sending {
  readonly concurrency: number;
  readonly onSplit: ((split: SplitInfo) => void) | undefined;
  readonly resend: Resending | undefined;
}

/** The checked options, with the defaults filled in. */
export interface CheckedOptions {
  readonly isPessimistic: boolean;
  /** The operations to split, by their names. */
  readonly operations: ReadonlyMap<string, LimitedOperation>;
  readonly sending: Sending;
}

/**
 * Checks the options of `payloadLimit()`.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`.
 */
export function checkedOptions(options: PayloadLimitOptions): CheckedOptions {
  checkOptions("payloadLimit()", options, CHECKS);
  const { strategy = "pessimistic", operations = NAMES, limits = {}, concurrency = 4, onSplit } = options;
  for (const name of operations) checkName(name);
  for (const name of Object.keys(limits)) checkLimitedName(name);
  checkOptions("payloadLimit({ limits })", limits, Object.fromEntries(NAMES.map((name) => [name, anObject])));
  return {
    isPessimistic: strategy === "pessimistic",
    operations: new Map(operations.map((name) => [name, limited(name, limits[name] ?? {})])),
    sending: { concurrency, onSplit, resend: resending(options.resend) },
  };
}

function limited(name: BatchOperationName, own: Partial<OperationLimits>): LimitedOperation {
  checkOptions(`payloadLimit({ limits: { "${name}" } })`, own, LIMIT_CHECKS);
  const operation: BatchOperation = OPERATIONS[name];
  const { maxItems, maxBytes, maxItemBytes } = { ...operation.limits, ...defined(own) };
  return {
    name,
    operation,
    limits: {
      maxItems,
      maxBytes,
      maxItemBytes:
        own.maxItemBytes === undefined && own.maxBytes !== undefined
          ? itemLimit(operation.limits, maxBytes)
          : maxItemBytes,
    },
  };
}

/** How long an item can be if only the request's limit was set. `maxBytes` alone must be enough to raise both. */
function itemLimit({ maxBytes, maxItemBytes }: OperationLimits, setMaxBytes: number): number {
  if (maxItemBytes < maxBytes) return Math.min(maxItemBytes, setMaxBytes);
  return maxItemBytes > maxBytes ? Math.max(maxItemBytes, setMaxBytes) : setMaxBytes;
}

function resending(resend: ResendOptions | undefined): Resending | undefined {
  if (resend === undefined) return undefined;
  checkOptions("payloadLimit({ resend })", resend, RESEND_CHECKS);
  const { attempts = 3, baseDelay = 500, maxDelay = 20_000 } = resend;
  return { attempts, baseDelay, maxDelay };
}

/** @throws RegistrationError `INVALID_OPTION` for a value that isn't the name of an operation to split. */
function checkName(name: unknown): void {
  if (typeof name === "string" && Object.hasOwn(OPERATIONS, name)) return;
  const meant = nameFor(name);
  const hint = meant === undefined ? "" : `: write "${meant}"`;
  const given = typeof name === "string" ? JSON.stringify(name) : `a value of type ${typeof name}`;
  throw new RegistrationError(
    "INVALID_OPTION",
    `payloadLimit(): the option "operations" has ${given}, which isn't an operation that it splits${hint}. It must be ${A_LIST_OF_OPERATIONS}`,
  );
}

/**
 * @throws RegistrationError `UNKNOWN_OPTION` for the name of an operation without its service, or with an older name.
 */
function checkLimitedName(name: string): void {
  const meant = nameFor(name);
  if (meant === undefined || meant === name) return;
  throw new RegistrationError(
    "UNKNOWN_OPTION",
    `payloadLimit({ limits }) has no option "${name}" (did you mean "${meant}"?): name the service and the operation`,
  );
}

/** The operation meant by a name without its service, an older name, or part of a name. */
function nameFor(name: unknown): BatchOperationName | undefined {
  if (typeof name !== "string" || name === "") return undefined;
  const [operation = "", service] = name.toLowerCase().split(".").reverse();
  const current = service === undefined ? undefined : (SERVICE_ALIASES[service] ?? service);
  return (
    NAMES.find((known) => known.toLowerCase() === `${current ?? serviceOf(known)}.${operation}`) ??
    NAMES.find((known) => {
      const isOfService = current === undefined || current === serviceOf(known);
      return isOfService && operation.length > 3 && known.toLowerCase().includes(`.${operation}`);
    })
  );
}

function serviceOf(name: BatchOperationName): string {
  return name.slice(0, name.indexOf("."));
}

function aWholeNumber(from: number): OptionCheck {
  return [
    `a whole number from ${from} up`,
    (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= from,
  ];
}

function milliseconds(): OptionCheck {
  return [
    `a number of milliseconds from 0 to ${MAX_MILLISECONDS}`,
    (value) => typeof value === "number" && value >= 0 && value <= MAX_MILLISECONDS,
  ];
}

/** An option that is `undefined` counts as left out. */
function defined(limits: Partial<OperationLimits>): Partial<OperationLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
