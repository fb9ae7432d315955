import type { CallContext, Parsed } from "@tucuxi/events";
import { RegistrationError, Session } from "@tucuxi/events";
import { aBoolean, aFunction, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import { parsePeriod, parseRate } from "./period.js";
import type { Store, StoreErrorPolicy } from "./shared-limiter.js";

/** Units and a period: `"40/s"`, `"1000/5m"`, `"1/500ms"`. Periods are in `ms`, `s`, `m` and `h`, of at most a day. */
export type Rate = `${number}/${string}`;

/** An attempt whose outcome is known. */
export interface Attempt {
  /** The service's part of event names: `dynamodb`. */
  readonly service: string;
  /** The operation: `Query`. */
  readonly operation: string;
  /** Its output, or `undefined` if it failed. */
  readonly parsed: Parsed | undefined;
  /** The service's error, or another error such as a lost connection. */
  readonly exception: unknown;
  readonly context: CallContext;
}

/** A limit where attempts don't cost one unit each. */
export interface LimitOptions {
  /** How many units can be taken in a period: a whole number. */
  readonly units: number;
  /** The period: `"1s"`, `"5m"`. */
  readonly per: string;
  /**
   * Returns how many units an attempt cost, when its outcome is known. Until then it counts as much as earlier attempts
   * did, and `undefined` keeps that.
   *
   * @default one unit for each attempt
   */
  readonly cost?: ((attempt: Attempt) => number | undefined) | undefined;
}

/** The limit for attempts of the operations that its pattern matches. */
export type Limit = Rate | LimitOptions;

/** An attempt that had to wait. */
export interface Wait {
  /** The limit's pattern. */
  readonly limit: string;
  /** The service's part of event names: `ssm`. */
  readonly service: string;
  /** The operation: `GetParameter`. */
  readonly operation: string;
  /** How long it waited, in milliseconds. */
  readonly milliseconds: number;
  /** How many attempts are still waiting for this limit. */
  readonly waiting: number;
  readonly context: CallContext;
}

/** The options of `rateLimit()`: limits by pattern (`service.operation`), and options, whose names have no dot. */
export interface RateLimitOptions {
  readonly [pattern: `${string}.${string}`]: Limit;
  /**
   * Shares the limits with other processes. It creates a limiter of rate-limiter-flexible for each limit.
   *
   * @default each process has its own limits
   */
  readonly store?: Store | undefined;
  /**
   * What attempts do while the store fails or doesn't answer: wait for this process's own limit (`local`), fail
   * (`fail`), or not wait (`open`).
   *
   * @default "local"
   */
  readonly onStoreError?: StoreErrorPolicy | undefined;
  /**
   * Uses less of a limit after throttling answers, and then slowly more again.
   *
   * @default false
   */
  readonly adaptive?: boolean | undefined;
  /**
   * How many attempts can wait for a limit. One more fails.
   *
   * @default 1000
   */
  readonly maxQueue?: number | undefined;
  /** Called for each attempt that had to wait, after its wait. @default nobody is told */
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

/** A limit with its pattern. */
export interface LimitSettings {
  readonly pattern: string;
  readonly units: number;
  /** Milliseconds. */
  readonly period: number;
  readonly cost: ((attempt: Attempt) => number | undefined) | undefined;
}

/** The options with their defaults. */
export interface Settings {
  readonly limits: readonly LimitSettings[];
  readonly store: Store | undefined;
  readonly onStoreError: StoreErrorPolicy;
  readonly adaptive: boolean;
  readonly maxQueue: number;
  readonly onWait: ((wait: Wait) => void) | undefined;
}

const POLICIES: readonly unknown[] = ["local", "fail", "open"] satisfies readonly StoreErrorPolicy[];
const aCount: OptionCheck = [
  "a whole number from 1",
  (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 1,
];
const CHECKS: Readonly<Record<string, OptionCheck>> = {
  store: aFunction,
  onStoreError: ['"local", "fail" or "open"', (value) => POLICIES.includes(value)],
  adaptive: aBoolean,
  maxQueue: aCount,
  onWait: aFunction,
};
const LIMIT_CHECKS: Readonly<Record<keyof LimitOptions, OptionCheck>> = {
  units: aCount,
  per: [
    'a period such as "1s", of ms, s, m or h, and at most a day',
    (value) => typeof value === "string" && parsePeriod(value) !== undefined,
  ],
  cost: aFunction,
};

/**
 * Checks the options of `rateLimit()` and fills in the defaults.
 *
 * @throws RegistrationError `UNKNOWN_OPTION`, `INVALID_OPTION`, or the code for a wrong pattern
 */
export function checkedOptions(options: RateLimitOptions): Settings {
  const entries = Object.entries(typeof options === "object" && options !== null ? options : {});
  const limits = entries.filter(([name]) => name.includes("."));
  const incomplete = entries.find(
    ([name, value]) => !name.includes(".") && !Object.hasOwn(CHECKS, name) && isLimit(value),
  )?.[0];
  if (incomplete !== undefined) {
    throw new RegistrationError(
      "UNKNOWN_OPTION",
      `rateLimit() has no option "${incomplete}". For a limit, write the service, too: "cloudwatch.${incomplete}" for an operation, "${incomplete}.*" for all operations of a service`,
    );
  }
  // A name without a dot is an option, or misspelt.
  checkOptions(
    "rateLimit()",
    entries.length === 0 ? options : Object.fromEntries(entries.filter(([name]) => !name.includes("."))),
    CHECKS,
  );
  if (limits.length === 0) {
    throw new RegistrationError(
      "INVALID_OPTION",
      'rateLimit() has no limit: write a pattern of operations and a rate, as rateLimit({ "ssm.*": "40/s" })',
    );
  }
  const { store, onStoreError = "local", adaptive = false, maxQueue = 1000, onWait } = options;
  const settings = limits.map(([pattern, limit]) => checkedLimit(pattern, limit));
  const fraction = settings.find(({ period }) => store !== undefined && period % 1000 !== 0);
  if (fraction !== undefined) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `rateLimit(): the limit "${fraction.pattern}" has a period of ${fraction.period} ms. A store counts in whole seconds`,
    );
  }
  // The fastest comes last. After waiting for the slower ones, it takes little time.
  settings.sort((one, other) => one.units / one.period - other.units / other.period);
  return { limits: settings, store, onStoreError, adaptive, maxQueue, onWait };
}

function isLimit(value: unknown): boolean {
  return typeof value === "string" ? parseRate(value) !== undefined : typeof value === "object";
}

function checkedLimit(pattern: string, limit: unknown): LimitSettings {
  // A client's events accept every pattern that a session's events accept.
  new Session().events.register(`request-created.${pattern}`, () => {});
  if (typeof limit === "string") {
    const rate = parseRate(limit);
    if (rate !== undefined) return { pattern, ...rate, cost: undefined };
  } else if (typeof limit === "object" && limit !== null) {
    checkOptions(`rateLimit({ "${pattern}" })`, limit, LIMIT_CHECKS);
    const { units, per, cost } = limit as LimitOptions;
    const period = parsePeriod(per ?? "");
    if (units !== undefined && period !== undefined) return { pattern, units, period, cost };
  }
  throw new RegistrationError(
    "INVALID_OPTION",
    `rateLimit(): the limit "${pattern}" must be a rate such as "40/s", or { units: 40, per: "1s" }, not ${JSON.stringify(limit)}`,
  );
}
