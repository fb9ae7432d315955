import { isObject } from "./sdk.js";

/** The SDK's `RetryStrategyV2`. */
interface RetryStrategy {
  readonly mode?: string;
  acquireInitialRetryToken(scope: string): Promise<RetryToken>;
  refreshRetryTokenForRetry(token: RetryToken, info: ErrorInfo): Promise<RetryToken>;
  recordSuccess(token: RetryToken): void;
}

interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}

interface ErrorInfo {
  readonly errorType?: string;
}

/**
 * Provides a strategy that retries like the client's own, but immediately. The SDK's own strategies wait on a timer,
 * which never ends if a test uses fake timers, so their rules are repeated here. Any other strategy is asked, and only
 * its delays are skipped.
 */
export function withoutWaiting(provider: unknown, maxAttempts: unknown): () => Promise<unknown> {
  return async () => {
    const strategy: unknown = await provided(provider);
    if (!isStrategy(strategy)) return strategy;
    return SDK_STRATEGIES.has(strategy.constructor.name)
      ? new HastyStandardStrategy(strategy.mode, () => maxAttemptsOf(strategy, maxAttempts))
      : new HastyStrategy(strategy);
  };
}

const SDK_STRATEGIES: ReadonlySet<string> = new Set([
  "AdaptiveRetryStrategy",
  "ConfiguredRetryStrategy",
  "StandardRetryStrategy",
]);

/**
 * The rules of the SDK's standard strategy: throttling and transient errors are retried, up to a number of attempts. It
 * has no quota, which would stop retries on a client that many tests share.
 */
class HastyStandardStrategy implements RetryStrategy {
  readonly mode?: string;
  readonly #maxAttempts: () => Promise<number>;

  constructor(mode: string | undefined, maxAttempts: () => Promise<number>) {
    if (mode !== undefined) this.mode = mode;
    this.#maxAttempts = maxAttempts;
  }

  async acquireInitialRetryToken(): Promise<RetryToken> {
    return tokenAfter(0);
  }

  async refreshRetryTokenForRetry(token: RetryToken, { errorType }: ErrorInfo): Promise<RetryToken> {
    const retries = token.getRetryCount() + 1;
    const mayPass = errorType === "THROTTLING" || errorType === "TRANSIENT";
    if (mayPass && retries < (await this.#maxAttempts())) return tokenAfter(retries);
    throw new Error("No retry token available");
  }

  recordSuccess(): void {}
}

function tokenAfter(retries: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => 0 };
}

/** A strategy that isn't the SDK's, without its delays. */
class HastyStrategy implements RetryStrategy {
  readonly mode?: string;
  readonly #strategy: RetryStrategy;
  readonly #tokens = new WeakMap<RetryToken, RetryToken>();

  constructor(strategy: RetryStrategy) {
    if (strategy.mode !== undefined) this.mode = strategy.mode;
    this.#strategy = strategy;
  }

  async acquireInitialRetryToken(scope: string): Promise<RetryToken> {
    return this.#hasty(await this.#strategy.acquireInitialRetryToken(scope));
  }

  async refreshRetryTokenForRetry(token: RetryToken, info: ErrorInfo): Promise<RetryToken> {
    return this.#hasty(await this.#strategy.refreshRetryTokenForRetry(this.#own(token), info));
  }

  recordSuccess(token: RetryToken): void {
    this.#strategy.recordSuccess(this.#own(token));
  }

  /** The strategy's own token, in exchange for the one that the SDK has. */
  #own(token: RetryToken): RetryToken {
    return this.#tokens.get(token) ?? token;
  }

  #hasty(own: RetryToken): RetryToken {
    const token = tokenAfter(own.getRetryCount());
    this.#tokens.set(token, own);
    return token;
  }
}

/** A strategy can have its own number. */
async function maxAttemptsOf(strategy: object, configured: unknown): Promise<number> {
  const own: unknown = "maxAttempts" in strategy ? strategy.maxAttempts : undefined;
  const value: unknown = typeof own === "function" ? await own.call(strategy) : await provided(configured);
  return typeof value === "number" ? value : 3;
}

async function provided(provider: unknown): Promise<unknown> {
  return typeof provider === "function" ? provider() : provider;
}

function isStrategy(value: unknown): value is RetryStrategy {
  return (
    isObject(value) &&
    typeof value["acquireInitialRetryToken"] === "function" &&
    typeof value["refreshRetryTokenForRetry"] === "function" &&
    typeof value["recordSuccess"] === "function"
  );
}
