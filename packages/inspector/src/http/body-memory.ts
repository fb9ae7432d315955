/**
 * Limits the memory for bodies while they are read, decoded and answered. Each body has its own limit, and this is the
 * limit for all of them together.
 */
export class BodyMemory {
  readonly #limit: number;
  #arriving = 0;
  #decoded = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param limit bytes for bodies that arrive, and as many again for decoded bodies. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Reserves space for bytes that arrived. Returns false if there isn't enough, and the body has to be refused. */
  tryHold(bytes: number): boolean {
    if (this.#arriving + bytes > this.#limit) return false;
    this.#arriving += bytes;
    return true;
  }

  /** Returns what `tryHold` reserved. */
  letGo(bytes: number): void {
    this.#arriving -= bytes;
  }

  /**
   * Waits until there is space for a body that can decode to `most` bytes.
   * @returns a function to call with the size that it really takes; 0 returns the space.
   */
  async waitForSpace(most: number): Promise<(bytes: number) => void> {
    while (this.#decoded > 0 && this.#decoded + most > this.#limit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    let taken = most;
    this.#decoded += taken;
    return (bytes) => {
      this.#decoded += bytes - taken;
      taken = bytes;
      // All of them try again, and the first ones find space.
      for (const resume of this.#waiting.splice(0)) resume();
    };
  }
}
