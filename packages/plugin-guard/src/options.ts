import { RegistrationError } from "@tucuxi/events";
import { aBoolean, aFunction, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { GuardedCall } from "./guarded-call.js";
import { Patterns } from "./patterns.js";

/** Decides whether a call is made. Only `true`, or a promise of it, says yes. */
export type Confirm = (call: GuardedCall) => boolean | PromiseLike<boolean>;

/** Called with a line about a call that a dry run answers, and with the call. */
export type Log = (line: string, call: GuardedCall) => void;

/** How much may be spent. */
export interface Budget {
  /** How many calls may be sent. Retries aren't counted, presigned URLs are. @default no limit */
  readonly calls?: number | undefined;
  /**
   * How many bytes the bodies of all requests and responses may have. Retries count. A body of unknown length, such as an
   * event stream or an answer in HTTP's chunks, doesn't.
   * @default no limit
   */
  readonly bytes?: number | undefined;
}

/** The options of `guard()`. */
export interface GuardOptions {
  /**
   * - `read-only`: writes are refused.
   * - `read-write`: writes are sent.
   *
   * With `confirm`, both ask before a write.
   *
   * @default "read-only"
   */
  readonly mode?: "read-only" | "read-write" | undefined;
  /**
   * What to do about calls that return a secret: credentials, passwords, keys, presigned URLs.
   *
   * @default "refuse"
   */
  readonly secrets?: "refuse" | "confirm" | "allow" | undefined;
  /**
   * Operations that are sent without asking, whatever they do, as patterns `service.operation`: `"sqs.SendMessage"`,
   * `"dynamodb.Put*"`. A pattern with a wildcard doesn't allow operations that return secrets. Name those.
   *
   * @default []
   */
  readonly allow?: readonly string[] | undefined;
  /**
   * Operations that are always refused, as patterns `service.operation`. Takes precedence over `allow`.
   *
   * @default []
   */
  readonly deny?: readonly string[] | undefined;
  /**
   * The regions that requests may be signed for and sent to: `["eu-west-1"]`. Global services are in `us-east-1`.
   *
   * @default all
   */
  readonly regions?: readonly string[] | undefined;
  /**
   * The accounts that may make requests, 12 digits each.
   *
   * @default all
   */
  readonly accounts?: readonly string[] | undefined;
  /**
   * How much may be spent, by all calls of all clients that the plugin is installed on.
   *
   * @default no limit
   */
  readonly budget?: Budget | undefined;
  /**
   * Asked before a write, before an unknown operation, and with `secrets: "confirm"` before a call that returns a
   * secret. Asked about one call at a time.
   *
   * @default nobody is asked
   */
  readonly confirm?: Confirm | undefined;
  /**
   * Answers writes with an empty output, and logs them, instead of sending or refusing them.
   *
   * @default false
   */
  readonly dryRun?: boolean | undefined;
  /**
   * Gets a line for each call that `dryRun` answers.
   *
   * @default console.info
   */
  readonly log?: Log | undefined;
}

/** The options with their defaults. */
export interface Settings {
  readonly mode: "read-only" | "read-write";
  readonly secrets: "refuse" | "confirm" | "allow";
  readonly allow: Patterns;
  readonly deny: Patterns;
  readonly regions: ReadonlySet<string> | undefined;
  readonly accounts: ReadonlySet<string> | undefined;
  readonly budget: Budget;
  readonly confirm: Confirm | undefined;
  readonly dryRun: boolean;
  readonly log: Log;
}

const CHECKS: Readonly<Record<keyof GuardOptions, OptionCheck>> = {
  mode: ['"read-only" or "read-write"', (value) => value === "read-only" || value === "read-write"],
  secrets: [
    '"refuse", "confirm" or "allow"',
    (value) => value === "refuse" || value === "confirm" || value === "allow",
  ],
  allow: aListOf('patterns such as "sqs.SendMessage"', () => true),
  deny: aListOf('patterns such as "s3.Delete*"', () => true),
  regions: aListOf('regions such as "eu-west-1"', (text) => /^[a-z0-9-]+$/.test(text)),
  accounts: aListOf("accounts, strings of 12 digits", (text) => /^\d{12}$/.test(text)),
  budget: ["an object such as { calls: 100 }", (value) => typeof value === "object" && value !== null],
  confirm: aFunction,
  dryRun: aBoolean,
  log: aFunction,
};

const aCount: OptionCheck = [
  "a whole number from 0",
  (value) => typeof value === "number" && Number.isInteger(value) && value >= 0,
];

const BUDGET_CHECKS: Readonly<Record<keyof Budget, OptionCheck>> = { calls: aCount, bytes: aCount };

function aListOf(what: string, accepts: (text: string) => boolean): OptionCheck {
  return [
    `a list of ${what}`,
    (value) => Array.isArray(value) && value.every((item) => typeof item === "string" && accepts(item)),
  ];
}

/**
 * Checks the options of `guard()` and fills in the defaults.
 *
 * @throws RegistrationError `UNKNOWN_OPTION`, `INVALID_OPTION`, or the code for a wrong pattern
 */
export function checkedOptions(options: GuardOptions): Settings {
  checkOptions("guard()", options, CHECKS);
  const { mode = "read-only", secrets = "refuse", allow = [], deny = [], budget = {} } = options;
  const { confirm, dryRun = false, log = console.info } = options;
  checkOptions("guard({ budget })", budget, BUDGET_CHECKS);
  if (secrets === "confirm" && confirm === undefined) {
    throw new RegistrationError(
      "INVALID_OPTION",
      'guard() with secrets "confirm" needs the option "confirm", a function',
    );
  }
  return {
    mode,
    secrets,
    allow: new Patterns("allow", allow),
    deny: new Patterns("deny", deny),
    regions: options.regions && new Set(options.regions),
    accounts: options.accounts && new Set(options.accounts),
    budget: { ...budget },
    confirm,
    dryRun,
    log,
  };
}
