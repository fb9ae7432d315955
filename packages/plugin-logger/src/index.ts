export { logger } from "./logger.js";
export type { LoggerOptions } from "./options.js";
export type { LogLevel } from "./output/levels.js";
export type { LogFormat, LogSink } from "./output/sink.js";
export type {
  AttemptRecord,
  BodyRecord,
  CallRecord,
  ErrorRecord,
  LogRecord,
  PresignedRecord,
  StreamRecord,
  WireRecord,
} from "./records/records.js";
export type { RedactFunction } from "./redaction/redact-rules.js";
