/** Units that were taken at the same moment. */
export interface Taken {
  /** Milliseconds of the clock. */
  readonly at: number;
  units: number;
}

/**
 * Counts the units of a period that ends now: in none of that length are more taken than the limit allows. It remembers
 * what was taken in the period, by the millisecond, so it needs no more memory than the period has milliseconds.
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
   * How many milliseconds to wait until something may change, where `units` can't be taken now; 0 where they can. Into an
   * empty window everything fits: what is more than the limit would wait for ever.
   */
  waitFor(units: number, limit: number, now: number): number {
    this.#forget(now);
    const oldest = this.#taken[this.#head];
    // Fractions add up to a little more or less than they are.
    if (oldest === undefined || this.#used + units <= limit + 1e-6) return 0;
    return Math.max(1, Math.ceil(oldest.at + this.#period - now));
  }

  /** How many units can be taken now. */
  available(limit: number, now: number): number {
    this.#forget(now);
    return Math.max(0, limit - this.#used);
  }

  /** Takes units, also more than there are. */
  take(units: number, now: number): Taken {
    // A clock's fraction of a millisecond must not end the period too early.
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

  /** Gives units back that were taken and not needed. */
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
    // What is forgotten is dropped when it is the larger half: in the long run once for each.
    if (this.#head * 2 > this.#taken.length) {
      this.#taken = this.#taken.slice(this.#head);
      this.#head = 0;
    }
  }
}
