import { Adaptation } from "./adaptation.js";
import type { LimitSettings, Settings } from "./options.js";
import { RateLimitError } from "./rate-limit-error.js";
import { SharedLimit } from "./shared-limiter.js";
import { SlidingWindow, type Taken } from "./sliding-window.js";

/** What an attempt has taken from a limit. */
export interface Grant {
  /** How many units were taken. */
  readonly units: number;
  /** Where it's recorded, if this process counts it. */
  readonly taken: Taken | undefined;
}

interface Waiter {
  readonly resolve: (grant: Grant) => void;
  readonly reject: (error: unknown) => void;
}

/** The weight of an outcome in the average of costs. */
const WEIGHT = 0.2;

/** The attempts that wait for a limit, in the order they came. */
export class LimitQueue {
  readonly settings: LimitSettings;
  readonly #maxQueue: number;
  readonly #policy: Settings["onStoreError"];
  readonly #window: SlidingWindow;
  readonly #adaptation: Adaptation | undefined;
  readonly #shared: SharedLimit | undefined;
  /** In order. One that gives up is removed immediately. */
  readonly #waiting = new Set<Waiter>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  /** What attempts cost on average, if `cost` has told. */
  #estimate: number | undefined;
  /** What the store had left when it was last asked. */
  #remaining = 0;

  constructor(settings: LimitSettings, { maxQueue, onStoreError, adaptive, store }: Settings) {
    const { pattern, units, period } = settings;
    this.settings = settings;
    this.#maxQueue = maxQueue;
    this.#policy = onStoreError;
    this.#window = new SlidingWindow(period);
    this.#adaptation = adaptive ? new Adaptation(period) : undefined;
    const limiter = store?.({ points: units, duration: period / 1000, keyPrefix: "tucuxi" });
    this.#shared = limiter && new SharedLimit(limiter, pattern);
  }

  /** How many attempts wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Takes what an attempt needs. Does so synchronously if it's available and nobody waits.
   *
   * @throws RateLimitError, or what aborted the call
   */
  take(signal: AbortSignal | undefined): Grant | Promise<Grant> {
    if (this.#waiting.size === 0 && this.#shared === undefined && this.#waitForWindow() === 0)
      return this.#grant();
    if (this.#waiting.size >= this.#maxQueue) {
      throw new RateLimitError(
        "QUEUE_FULL",
        this.settings.pattern,
        `${this.#maxQueue} attempts are waiting for it already. Make fewer calls at once, or raise maxQueue`,
      );
    }
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#waiting.delete(waiter);
        if (this.#waiting.size === 0) this.#stopTimer();
        waiter.reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
      };
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value): void => {
          signal?.removeEventListener("abort", abort);
          settle(value);
        };
      const waiter: Waiter = { resolve: settled(resolve), reject: settled(reject) };
      this.#waiting.add(waiter);
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted) abort();
      this.#serve();
    });
  }

  /** Charges what an attempt really cost, when its outcome is known, and adapts to throttling. */
  settle(grant: Grant, cost: number | undefined, isThrottled: boolean): void {
    const now = performance.now();
    this.#adaptation?.learn(isThrottled, now);
    if (cost === undefined || !(cost >= 0 && cost < Number.POSITIVE_INFINITY)) return;
    this.#estimate = this.#estimate === undefined ? cost : this.#estimate + (cost - this.#estimate) * WEIGHT;
    const more = cost - grant.units;
    if (more > 0) this.#window.take(more, now);
    else if (grant.taken !== undefined) this.#window.giveBack(grant.taken, -more, now);
    this.#shared?.charge(more);
    // What came back may be enough for the next attempt, unless it waits for the store.
    if (more >= 0 || (this.#shared !== undefined && this.#remaining === 0)) return;
    this.#stopTimer();
    this.#serve();
  }

  /** Lets every attempt continue that can, and comes back when the next one may. */
  #serve(): void {
    while (this.#waiting.size > 0 && this.#timer === undefined && !this.#isAsking) {
      const failure = this.#shared?.failure(performance.now());
      if (failure !== undefined && this.#policy !== "local") {
        this.#withoutStore(failure.error);
        continue;
      }
      const wait = this.#waitForWindow();
      if (wait > 0) this.#comeBackIn(wait);
      else if (this.#shared === undefined || failure !== undefined) this.#release(1);
      else void this.#ask(this.#shared);
    }
  }

  async #ask(shared: SharedLimit): Promise<void> {
    this.#isAsking = true;
    const units = this.#unitsOfOne();
    // Takes several at a time, so that a distant store doesn't limit the rate. Near the end of a limit it takes one by
    // one, since units that are refused are lost.
    const affordable = Math.floor(Math.min(this.#remaining / 4, this.#windowAvailable()) / units);
    // If nothing is left and attempts cost nothing, it isn't a number.
    const count = Math.max(1, Math.min(affordable || 1, this.#waiting.size));
    const answer = await shared.take(units * count, this.settings.units);
    this.#isAsking = false;
    if (answer.kind === "taken") {
      this.#remaining = answer.remaining;
      this.#release(count);
    } else if (answer.kind === "wait") {
      this.#remaining = 0;
      this.#comeBackIn(answer.milliseconds);
    }
    this.#serve();
  }

  /** While the store fails, nobody waits: all attempts fail, or all continue. */
  #withoutStore(cause: unknown): void {
    for (const waiter of this.#waiting) {
      this.#waiting.delete(waiter);
      if (this.#policy === "open") waiter.resolve(this.#grant());
      else {
        const message = 'the store that shares it failed, and onStoreError is "fail"';
        waiter.reject(new RateLimitError("STORE_FAILED", this.settings.pattern, message, { cause }));
      }
    }
  }

  #release(count: number): void {
    let left = count;
    for (const waiter of this.#waiting) {
      if (left-- === 0) break;
      this.#waiting.delete(waiter);
      waiter.resolve(this.#grant());
    }
  }

  #grant(): Grant {
    const units = this.#unitsOfOne();
    return { units, taken: this.#window.take(units, performance.now()) };
  }

  #comeBackIn(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#serve();
    }, milliseconds);
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #unitsOfOne(): number {
    // An attempt that costs more than the limit would wait forever.
    return Math.min(this.#estimate ?? 1, this.settings.units);
  }

  #limitNow(): number {
    const { units } = this.settings;
    return this.#adaptation === undefined ? units : Math.max(1, units * this.#adaptation.share);
  }

  #waitForWindow(): number {
    return this.#window.waitFor(this.#unitsOfOne(), this.#limitNow(), performance.now());
  }

  #windowAvailable(): number {
    return this.#window.available(this.#limitNow(), performance.now());
  }
}
