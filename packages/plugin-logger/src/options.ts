import { EVENT_CATALOGUE, RegistrationError, Session } from "@tucuxi/events";
import { checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import { LEVELS, type LogLevel } from "./output/levels.js";
import { FORMATS, type LogFormat, type LogSink, Sink } from "./output/sink.js";
import { type RedactFunction, RedactRules } from "./redaction/redact-rules.js";

/** The options of `logger()`. */
export interface LoggerOptions {
  /**
   * Where the records go.
   *
   * @default console
   */
  readonly logger?: LogSink | undefined;
  /**
   * How much is logged. `error` logs calls that failed, `info` all calls, `debug` also each attempt, and `trace` also
   * headers and bodies. A logger with `isLevelEnabled` must enable the level too.
   *
   * @default "info". For a logger with `isLevelEnabled`, which then decides alone, "trace", or "debug" if it has no
   * `trace` method
   */
  readonly level?: LogLevel | undefined;
  /**
   * How the logger gets a record: `object` as `({ aws: record }, message)`, `json` as one line of JSON, `pretty` as
   * text for a terminal.
   *
   * @default "object" for pino, "pretty" for `console` on a terminal, else "json"
   */
  readonly format?: LogFormat | undefined;
  /**
   * The operations to log, as in event patterns, with services' older names, `*` and globs: `"s3"`,
   * `"logs.PutLogEvents"`, `"*.{Get,List}*"`.
   *
   * @default all
   */
  readonly include?: string | readonly string[] | undefined;
  /**
   * More secrets, besides those that are always hidden. You can give paths such as `"input.Item.ssn"`,
   * `"output.Users.*.Email"`, `"headers.x-tenant"` or `"query.email"`, with `*` for one name and `**` for any number of
   * names. You can also give functions of a path and its value.
   *
   * @default none
   */
  readonly redact?: string | RedactFunction | readonly (string | RedactFunction)[] | undefined;
  /**
   * How many bytes of a body are logged at `trace`. 0 logs none.
   *
   * @default 4096
   */
  readonly maxBodyBytes?: number | undefined;
}

/** The checked options. */
export interface Settings {
  readonly sink: Sink;
  readonly rules: RedactRules;
  readonly maxBodyBytes: number;
  /** Whether to log an operation, given the last two segments of an event's name. */
  includes(operation: string): boolean;
}

const aText = (value: unknown): boolean => typeof value === "string" && value !== "";
const listOf =
  (accepts: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    accepts(value) || (Array.isArray(value) && value.every(accepts));

function isSink(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    ["error", "info", "debug"].every((method) => typeof Reflect.get(value, method) === "function")
  );
}

function oneOf(texts: readonly string[]): OptionCheck {
  return [texts.map((text) => `"${text}"`).join(", "), (value) => texts.some((text) => text === value)];
}

const CHECKS: Readonly<Record<keyof LoggerOptions, OptionCheck>> = {
  logger: [
    "an object with the methods error, info and debug, such as pino(), console or the SDK's logger",
    isSink,
  ],
  level: oneOf(LEVELS),
  format: oneOf(FORMATS),
  include: ['a pattern such as "s3.GetObject", or a list of them', listOf(aText)],
  redact: [
    'a path such as "input.Item.ssn", a function, or a list of them',
    listOf((value) => aText(value) || typeof value === "function"),
  ],
  maxBodyBytes: [
    `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
    (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  ],
};

/** @throws RegistrationError */
export function checkedSettings(options: LoggerOptions): Settings {
  if (isSink(options)) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `logger() was given a logger. Pass it as logger({ logger: ${options === globalThis.console ? "console" : "yourLogger"} })`,
    );
  }
  checkOptions("logger()", options, CHECKS);
  const { logger = globalThis.console, level, format, include, redact = [], maxBodyBytes = 4096 } = options;
  return {
    sink: new Sink(logger, level, format),
    rules: new RedactRules(listed(redact)),
    maxBodyBytes,
    includes: include === undefined ? () => true : inclusion(listed(include)),
  };
}

function listed<T extends string | RedactFunction>(value: T | readonly T[]): readonly T[] {
  return typeof value === "object" ? value : [value];
}

/**
 * These events match the patterns. The plugin itself registers for all operations, so its handlers have the same place
 * whatever is included. That of `before-send` is after all others.
 */
function inclusion(patterns: readonly string[]): (operation: string) => boolean {
  const { events } = new Session();
  for (const pattern of patterns) {
    const [first = ""] = pattern.split(".");
    if (Object.hasOwn(EVENT_CATALOGUE, first)) {
      throw new RegistrationError(
        "INVALID_OPTION",
        `logger(): "${pattern}" in include begins with an event type. Write only "service.operation", such as "${pattern.slice(first.length + 1) || "s3.GetObject"}"`,
      );
    }
    events.register(`before-call.${pattern}`, () => undefined);
  }
  const known = new Map<string, boolean>();
  return (operation) => {
    let included = known.get(operation);
    if (included === undefined) {
      included = events.explain(`before-call.${operation}`).length > 0;
      known.set(operation, included);
    }
    return included;
  };
}
