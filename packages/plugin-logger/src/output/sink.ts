import type { LogRecord } from "../records/records.js";
import { summaryOf } from "../records/summary.js";
import { LEVELS, type LogLevel } from "./levels.js";
import { prettyText } from "./pretty.js";

/**
 * What takes the records: pino, `console`, the SDK's `Logger`, or anything with these methods. A method may return
 * a promise, which nothing waits for.
 */
export interface LogSink {
  error(...content: unknown[]): unknown;
  info(...content: unknown[]): unknown;
  debug(...content: unknown[]): unknown;
  /** Where it is missing, `debug` takes these records too. */
  trace?(...content: unknown[]): unknown;
  /** pino's and winston's: asked before each record, so that a level can be changed at any time. */
  isLevelEnabled?(level: string): boolean;
}

export const FORMATS = ["object", "json", "pretty"] as const;

/** How a record is handed to a logger: as an object, as a line of JSON, or as text for people. */
export type LogFormat = (typeof FORMATS)[number];

/** Where records go to. */
export class Sink {
  readonly #logger: LogSink;
  readonly #format: LogFormat;
  /** How many of {@link LEVELS} are written. */
  readonly #detail: number;

  constructor(logger: LogSink, level: LogLevel | undefined, format: LogFormat | undefined) {
    this.#logger = logger;
    this.#format = format ?? defaultFormat(logger);
    // A logger that knows its level decides by itself, and may be told another one at any time.
    this.#detail = LEVELS.indexOf(level ?? (typeof logger.isLevelEnabled === "function" ? "trace" : "info"));
  }

  /** Whether records of a level may ever be written, whatever the logger says later. */
  reaches(level: LogLevel): boolean {
    return LEVELS.indexOf(level) <= this.#detail;
  }

  /** Whether records of a level are written now: asked before anything is done for one. */
  isEnabled(level: LogLevel): boolean {
    if (!this.reaches(level)) return false;
    return typeof this.#logger.isLevelEnabled !== "function" || this.#logger.isLevelEnabled(level) === true;
  }

  /** Hands a record to the logger. @returns what the logger returned. @throws what the logger throws. */
  write(level: LogLevel, record: LogRecord): unknown {
    const method = this.#methodFor(level);
    switch (this.#format) {
      case "object":
        return this.#logger[method]?.({ aws: record }, summaryOf(record));
      case "json":
        return this.#logger[method]?.(
          JSON.stringify({ time: new Date().toISOString(), level, msg: summaryOf(record), aws: record }),
        );
      case "pretty":
        return this.#logger[method]?.(prettyText(level, record, colours()));
    }
  }

  /** The method of a level; `console.trace` would print where it was called from. */
  #methodFor(level: LogLevel): LogLevel {
    if (level !== "trace") return level;
    return typeof this.#logger.trace === "function" && !isConsole(this.#logger) ? "trace" : "debug";
  }
}

function isConsole(logger: LogSink): boolean {
  return "table" in logger && "dir" in logger;
}

/** pino takes an object and a text; of all others only a text is known to come through whole. */
function defaultFormat(logger: LogSink): LogFormat {
  if ("child" in logger && "bindings" in logger) return "object";
  return logger === globalThis.console && standardOutput()?.isTTY === true ? "pretty" : "json";
}

interface NodeProcess {
  readonly stdout?: { readonly isTTY?: boolean };
  readonly env?: Readonly<Record<string, string | undefined>>;
}

function nodeProcess(): NodeProcess | undefined {
  return (globalThis as { process?: NodeProcess }).process;
}

function standardOutput(): NodeProcess["stdout"] {
  return nodeProcess()?.stdout;
}

/** Colours for a terminal, unless https://no-color.org is asked for. */
function colours(): boolean {
  return standardOutput()?.isTTY === true && !nodeProcess()?.env?.["NO_COLOR"];
}
