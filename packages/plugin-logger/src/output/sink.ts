import type { LogRecord } from "../records/records.js";
import { summaryOf } from "../records/summary.js";
import { LEVELS, type LogLevel } from "./levels.js";
import { prettyText } from "./pretty.js";

/**
 * Where records go: pino, `console`, the SDK's `Logger`, or any object with these methods. A method can return a
 * promise. Nothing waits for it.
 */
export interface LogSink {
  error(...content: unknown[]): unknown;
  info(...content: unknown[]): unknown;
  debug(...content: unknown[]): unknown;
  /** If it's missing, `debug` gets these records too. */
  trace?(...content: unknown[]): unknown;
  /** pino and winston have it. It's checked before each record, so you can change the level at run time. */
  isLevelEnabled?(level: string): boolean;
}

export const FORMATS = ["object", "json", "pretty"] as const;

/** How a logger gets a record: as an object, as a line of JSON, or as text for people. */
export type LogFormat = (typeof FORMATS)[number];

/** Where records go. */
export class Sink {
  readonly #logger: LogSink;
  readonly #format: LogFormat;
  /** How many of {@link LEVELS} are written. */
  readonly #detail: number;

  constructor(logger: LogSink, level: LogLevel | undefined, format: LogFormat | undefined) {
    this.#logger = logger;
    this.#format = format ?? defaultFormat(logger);
    this.#detail = LEVELS.indexOf(level ?? defaultLevel(logger));
  }

  /** Whether records of a level can ever be written, whatever the logger says later. */
  reaches(level: LogLevel): boolean {
    return LEVELS.indexOf(level) <= this.#detail;
  }

  /** Whether records of a level are written now. Asked before any work for a record is done. */
  isEnabled(level: LogLevel): boolean {
    if (!this.reaches(level)) return false;
    if (typeof this.#logger.isLevelEnabled !== "function") return true;
    // winston has no `trace`, and says that it isn't enabled.
    return this.#logger.isLevelEnabled(this.#methodFor(level)) === true;
  }

  /** Passes a record to the logger. @returns what the logger returned. @throws what the logger throws. */
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

  /** The method for a level. `console.trace` would print a stack. */
  #methodFor(level: LogLevel): LogLevel {
    if (level !== "trace") return level;
    return typeof this.#logger.trace === "function" && !isConsole(this.#logger) ? "trace" : "debug";
  }
}

function isConsole(logger: LogSink): boolean {
  return "table" in logger && "dir" in logger;
}

/** A logger that knows its level decides by itself, and you can change that level at run time. */
function defaultLevel(logger: LogSink): LogLevel {
  if (typeof logger.isLevelEnabled !== "function") return "info";
  return typeof logger.trace === "function" ? "trace" : "debug";
}

/** pino accepts an object and a string. Other loggers are only known to keep a string whole. */
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

/** Uses colours on a terminal, unless https://no-color.org asks not to. */
function colours(): boolean {
  return standardOutput()?.isTTY === true && !nodeProcess()?.env?.["NO_COLOR"];
}
