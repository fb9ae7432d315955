const DECREASE = 0.5;
const INCREASE = 0.05;
const SMALLEST = 1 / 64;

/**
 * How much of a limit is used: less after each throttling answer, and slowly more while none comes. Additive increase
 * and multiplicative decrease, as in TCP, share a service's capacity fairly among its clients.
 */
export class Adaptation {
  readonly #interval: number;
  #share = 1;
  #halvedAt = Number.NEGATIVE_INFINITY;
  /** When the last throttling answer came, or the share last grew. */
  #calmSince = Number.NEGATIVE_INFINITY;

  /**
   * @param period The limit's period, in milliseconds. The share changes once per period, and at least once a second.
   */
  constructor(period: number) {
    this.#interval = Math.min(period, 1000);
  }

  /** The share of the limit, from 1/64 to 1. */
  get share(): number {
    return this.#share;
  }

  /** Learns the outcome of an attempt. */
  learn(isThrottled: boolean, now: number): void {
    if (isThrottled) {
      this.#calmSince = now;
      // Many concurrent attempts tell of the same moment.
      if (now - this.#halvedAt < this.#interval) return;
      this.#halvedAt = now;
      this.#share = Math.max(SMALLEST, this.#share * DECREASE);
    } else if (this.#share < 1 && now - this.#calmSince >= this.#interval) {
      this.#calmSince = now;
      this.#share = Math.min(1, this.#share + INCREASE);
    }
  }
}
