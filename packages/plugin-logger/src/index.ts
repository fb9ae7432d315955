export { logger } from "./logger.js";
export type { LoggerOptions } from "./options.js";
export type {
  AttemptRecord,
  BodyRecord,
  CallRecord,
  ErrorRecord,
  LogRecord,
  PresignedRecord,
  StreamRecord,
  WireRecord,
} from "./records.js";
export type { RedactFunction } from "./redact-rules.js";
export type { LogFormat, LogLevel, LogSink } from "./sink.js";
