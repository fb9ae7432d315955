/** In order of detail. */
export const LEVELS = ["error", "info", "debug", "trace"] as const;

/** How much is logged. Each level includes those before it. */
export type LogLevel = (typeof LEVELS)[number];
