interface Process {
  emitWarning?(warning: string, options: { type: string; detail: string }): void;
}

/**
 * Tells of something that no call fails of. The SDK's default logger is silent, so it goes where Node.js reports its own
 * warnings, and in browsers where uncaught errors go.
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
