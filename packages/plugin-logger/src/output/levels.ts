/** In rising detail. */
export const LEVELS = ["error", "info", "debug", "trace"] as const;

/** How much is logged. Each level has those before it in it. */
export type LogLevel = (typeof LEVELS)[number];
