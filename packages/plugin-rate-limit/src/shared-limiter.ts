import { warn } from "./warn.js";

/** The options that a limiter of rate-limiter-flexible needs for a limit. */
export interface SharedLimiterOptions {
  /** The limit's units. */
  readonly points: number;
  /** The limit's period, in seconds. */
  readonly duration: number;
  /** What its keys begin with. */
  readonly keyPrefix: string;
}

/** The parts of a rate-limiter-flexible limiter that are used. */
export interface SharedLimiter {
  /** Takes points, or rejects: with `{ msBeforeNext }` if there are too few, with an `Error` if the store failed. */
  consume(key: string, points: number): Promise<{ readonly remainingPoints: number }>;
  /** Takes points even if there aren't enough. */
  penalty(key: string, points: number): Promise<unknown>;
  /** Gives points back. */
  reward(key: string, points: number): Promise<unknown>;
}

/** Makes the limiter of a limit: `(options) => new RateLimiterRedis({ storeClient, ...options })`. */
export type Store = (options: SharedLimiterOptions) => SharedLimiter;

/**
 * What attempts do while the store fails or doesn't answer:
 * - `local`: they wait for this process's own limit.
 * - `fail`: they fail with a `RateLimitError`.
 * - `open`: they don't wait.
 */
export type StoreErrorPolicy = "local" | "fail" | "open";

/** The result of asking the store. */
export type Answer =
  | { readonly kind: "taken"; readonly remaining: number }
  | { readonly kind: "wait"; readonly milliseconds: number }
  | { readonly kind: "failed"; readonly error: unknown };

/** How long the store can take to answer. */
const TIMEOUT_MS = 1000;
/** How long it isn't asked after it has failed. */
const PAUSE_MS = 1000;

/** A limit that processes share through a store. */
export class SharedLimit {
  readonly #limiter: SharedLimiter;
  readonly #key: string;
  #failure: { readonly error: unknown; readonly until: number } | undefined;
  /** What is still to be charged, since stores count whole points. */
  #owed = 0;

  constructor(limiter: SharedLimiter, key: string) {
    this.#limiter = limiter;
    this.#key = key;
  }

  /** Why the store isn't asked now, if it isn't. */
  failure(now: number): { readonly error: unknown } | undefined {
    return this.#failure !== undefined && now < this.#failure.until ? this.#failure : undefined;
  }

  /** Takes units for attempts, at most `limit`. Never rejects. */
  async take(units: number, limit: number): Promise<Answer> {
    const points = Math.max(1, Math.min(Math.ceil(units), limit));
    try {
      const { remainingPoints } = await inTime(this.#limiter.consume(this.#key, points));
      this.#failure = undefined;
      this.#owed += units - points;
      return { kind: "taken", remaining: remainingPoints };
    } catch (rejection) {
      const milliseconds = msBeforeNext(rejection);
      if (milliseconds === undefined) return this.#failed(rejection);
      this.#failure = undefined;
      return { kind: "wait", milliseconds };
    }
  }

  /** Charges or returns the difference between what attempts cost and what was taken. Nothing waits for it. */
  charge(units: number): void {
    this.#owed += units;
    const points = Math.trunc(this.#owed);
    if (points === 0) return;
    this.#owed -= points;
    const charged =
      points > 0 ? this.#limiter.penalty(this.#key, points) : this.#limiter.reward(this.#key, -points);
    inTime(charged).catch((error: unknown) => this.#failed(error));
  }

  #failed(error: unknown): Answer {
    // Once, until it works again.
    if (this.#failure === undefined) warn(`the store that shares the limit "${this.#key}" failed`, error);
    this.#failure = { error, until: performance.now() + PAUSE_MS };
    return { kind: "failed", error };
  }
}

/** What a limiter rejects with if there are too few points. */
function msBeforeNext(rejection: unknown): number | undefined {
  if (typeof rejection !== "object" || rejection === null || !("msBeforeNext" in rejection)) return undefined;
  return typeof rejection.msBeforeNext === "number" ? rejection.msBeforeNext : undefined;
}

/** Clients that reconnect keep their commands until they can send them, which may take forever. */
function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    // Twice: after the process was busy that long, its timers run before an answer that has already arrived.
    let timer = setTimeout(() => {
      timer = setTimeout(() => reject(new Error(`the store didn't answer within ${TIMEOUT_MS} ms`)), 10);
    }, TIMEOUT_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
