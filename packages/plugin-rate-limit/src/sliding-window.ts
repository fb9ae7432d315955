/** Units that were taken at the same moment. */
export interface Taken {
  /** Milliseconds of the clock. */
  readonly at: number;
  units: number;
}

/**
 * Counts the units of the period that ends now. No period of that length contains more than the limit allows. It
 * remembers what was taken, by the millisecond, so it needs at most one entry per millisecond of the period.
 */
export class SlidingWindow {
  readonly #period: number;
  #taken: Taken[] = [];
  /** Where the oldest is. */
  #head = 0;
  #used = 0;

  /** @param period Milliseconds. */
  constructor(period: number) {
    this.#period = period;
  }

  /**
   * How many milliseconds to wait until `units` may be available, or 0 if they are now. An empty window accepts any
   * amount, since more than the limit would wait forever.
   */
  waitFor(units: number, limit: number, now: number): number {
    this.#forget(now);
    const oldest = this.#taken[this.#head];
    // Sums of fractions are slightly off.
    if (oldest === undefined || this.#used + units <= limit + 1e-6) return 0;
    return Math.max(1, Math.ceil(oldest.at + this.#period - now));
  }

  /** How many units can be taken now. */
  available(limit: number, now: number): number {
    this.#forget(now);
    return Math.max(0, limit - this.#used);
  }

  /** Takes units, even more than are available. */
  take(units: number, now: number): Taken {
    // A fraction of a millisecond must not end the period too early.
    const at = Math.ceil(now);
    this.#used += units;
    const last = this.#taken.at(-1);
    if (last?.at === at && this.#taken.length > this.#head) {
      last.units += units;
      return last;
    }
    const taken = { at, units };
    this.#taken.push(taken);
    return taken;
  }

  /** Returns units that were taken but not needed. */
  giveBack(taken: Taken, units: number, now: number): void {
    this.#forget(now);
    if (taken.at + this.#period <= now) return;
    const given = Math.min(units, taken.units);
    taken.units -= given;
    this.#used -= given;
  }

  #forget(now: number): void {
    for (;;) {
      const oldest = this.#taken[this.#head];
      if (oldest === undefined || oldest.at + this.#period > now) break;
      this.#used -= oldest.units;
      this.#head++;
    }
    if (this.#head === this.#taken.length) this.#used = 0;
    // Drops expired entries when they are the larger half, so each is moved about once.
    if (this.#head * 2 > this.#taken.length) {
      this.#taken = this.#taken.slice(this.#head);
      this.#head = 0;
    }
  }
}
