import type { OperationModel } from "@tucuxi/events";

/** What `onCompress` gets for a body that was compressed. */
export interface Compression {
  /** The service's part of event names: `cloudwatch`. */
  readonly service: string;
  /** The operation's name: `PutMetricData`. */
  readonly operation: string;
  /** The length of the body before, in bytes. */
  readonly originalBytes: number;
  /** The length of the compressed body, in bytes, without the framing of a stream. */
  readonly compressedBytes: number;
  /** How many times smaller the body became: `originalBytes / compressedBytes`. */
  readonly ratio: number;
  /** How long it took, in milliseconds. For a stream, that includes waiting for its source. */
  readonly milliseconds: number;
}

/** Reports the lengths of a body before and after. */
export type Report = (originalBytes: number, compressedBytes: number) => void;

/** A report for one call. It measures time from now on, and keeps errors of `onCompress` away from the call. */
export function reportTo(
  onCompress: ((compression: Compression) => void) | undefined,
  { serviceName: service, name: operation }: OperationModel,
): Report {
  if (onCompress === undefined) return () => {};
  const start = performance.now();
  return (originalBytes, compressedBytes) => {
    const milliseconds = performance.now() - start;
    const ratio = originalBytes / compressedBytes;
    try {
      const returned: unknown = onCompress({
        service,
        operation,
        originalBytes,
        compressedBytes,
        ratio,
        milliseconds,
      });
      if (returned instanceof Promise) returned.catch(warn);
    } catch (error) {
      warn(error);
    }
  };
}

interface Process {
  emitWarning?(warning: string, options: { type: string; detail: string }): void;
}

/**
 * A failing metric must not fail the call. But the SDK's default logger is silent, so the error becomes a Node.js
 * warning, or an uncaught error in browsers.
 */
function warn(error: unknown): void {
  const { process, reportError } = globalThis as { process?: Process; reportError?(error: unknown): void };
  if (process?.emitWarning === undefined) {
    reportError?.(error);
    return;
  }
  process.emitWarning(`gzip() called onCompress, which failed: ${String(error)}`, {
    type: "TucuxiWarning",
    detail: error instanceof Error ? (error.stack ?? "") : "",
  });
}
