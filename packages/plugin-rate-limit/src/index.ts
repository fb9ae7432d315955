export type { Attempt, Limit, LimitOptions, Rate, RateLimitOptions, Wait } from "./options.js";
export { rateLimit } from "./rate-limit.js";
export { RateLimitError, type RateLimitErrorCode } from "./rate-limit-error.js";
export type { SharedLimiter, SharedLimiterOptions, Store, StoreErrorPolicy } from "./shared-limiter.js";
