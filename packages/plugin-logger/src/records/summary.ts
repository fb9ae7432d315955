import type { ErrorRecord, LogRecord } from "./records.js";

/** A record in a few words: the message beside it. */
export function summaryOf(record: LogRecord): string {
  const name = `${record.service} ${record.operation}`;
  switch (record.type) {
    case "call":
      return `${name} ${outcome(record)} in ${milliseconds(record.durationMs)}, ${attempts(record.attempts)}`;
    case "attempt":
      return `${name} attempt ${record.attempt}: ${outcome(record)} in ${milliseconds(record.durationMs)}`;
    case "wire":
      return `${name} attempt ${record.attempt} on the wire`;
    case "stream":
      return `${name} attempt ${record.attempt} streamed ${record.bytes} B${record.complete ? "" : ", not to the end"}`;
    case "presigned":
      return `${name} presigned`;
  }
}

function outcome(record: { readonly status?: number | undefined; readonly error?: ErrorRecord | undefined }) {
  const { status, error } = record;
  if (error === undefined) return status === undefined ? "done" : String(status);
  return `failed with ${status === undefined ? "" : `${status} `}${error.name}`;
}

function attempts(count: number): string {
  return count === 1 ? "1 attempt" : `${count} attempts`;
}

function milliseconds(duration: number): string {
  return `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`;
}
