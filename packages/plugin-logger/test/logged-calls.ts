import { eventsOf } from "@tucuxi/events";
import type { Inspector } from "@tucuxi/inspector";
import { type LogFormat, type LoggerOptions, type LogRecord, logger } from "@tucuxi/plugin-logger";
import { pino } from "pino";

/** What pino wrote: its own fields, and the record. */
export interface Line {
  readonly level: number;
  readonly msg: string;
  readonly aws: LogRecord;
}

export type RecordOf<Type extends LogRecord["type"]> = Extract<LogRecord, { type: Type }>;

/** A real pino that keeps its lines. */
export function keptPino(level: string) {
  const text: string[] = [];
  const sink = pino({ level, base: null }, { write: (line) => text.push(line) });
  const lines = (): Line[] => text.map((line) => JSON.parse(line));
  return {
    sink,
    lines,
    /** Everything that was logged, for secrets that must not be in it. */
    text: () => text.join(""),
    /** The records of one kind. */
    records: <Type extends LogRecord["type"]>(type: Type) =>
      lines()
        .map(({ aws }) => aws)
        .filter((record): record is RecordOf<Type> => record.type === type),
  };
}

/** Logs a client's calls to a pino of its own. */
export function logged(
  client: Parameters<typeof eventsOf>[0],
  level: string,
  options: Omit<LoggerOptions, "logger"> = {},
) {
  const kept = keptPino(level);
  const off = eventsOf(client).use(logger({ ...options, logger: kept.sink }));
  return { ...kept, off };
}

/** Logs a client's calls at `trace` to a logger that keeps all that it is given, in one of the formats. */
export function writtenBy(client: Parameters<typeof eventsOf>[0], format: LogFormat, maxBodyBytes: number) {
  const written: string[] = [];
  const keep = (...content: unknown[]): void => {
    written.push(...content.map((each) => (typeof each === "string" ? each : JSON.stringify(each))));
  };
  const sink = { error: keep, info: keep, debug: keep, trace: keep };
  const off = eventsOf(client).use(logger({ logger: sink, level: "trace", format, maxBodyBytes }));
  return { text: () => written.join("\n"), off };
}

/** A client's configuration for an inspector. */
export function configFor(inspector: Inspector) {
  return {
    ...inspector.clientConfig,
    region: "eu-central-1",
  };
}
