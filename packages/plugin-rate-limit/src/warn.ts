interface Process {
  emitWarning?(warning: string, options: { type: string; detail: string }): void;
}

/**
 * Reports something that doesn't fail a call. The SDK's default logger is silent, so it becomes a Node.js warning, or
 * an uncaught error in browsers.
 */
export function warn(what: string, error: unknown): void {
  const { process, reportError } = globalThis as { process?: Process; reportError?(error: unknown): void };
  if (process?.emitWarning === undefined) {
    reportError?.(new Error(`rateLimit(): ${what}`, { cause: error }));
    return;
  }
  process.emitWarning(`rateLimit(): ${what}: ${String(error)}`, {
    type: "TucuxiWarning",
    detail: error instanceof Error ? (error.stack ?? "") : "",
  });
}
