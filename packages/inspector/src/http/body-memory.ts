/**
 * Bounds what the bodies of requests may take while they are read, decoded and answered: each one has a limit of its
 * own, and this is the limit for all of them together.
 */
export class BodyMemory {
  readonly #limit: number;
  #arriving = 0;
  #decoded = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param limit bytes for bodies that arrive, and as many for bodies that are decoded. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes space for bytes that arrived; false when there is none, so the body has to be refused. */
  tryHold(bytes: number): boolean {
    if (this.#arriving + bytes > this.#limit) return false;
    this.#arriving += bytes;
    return true;
  }

  /** Gives back what `tryHold` took. */
  letGo(bytes: number): void {
    this.#arriving -= bytes;
  }

  /**
   * Waits until a body that may decode to `most` bytes has space.
   * @returns a function that says what it really takes; 0 gives the space back.
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
      // All of them look again; the first ones find space.
      for (const resume of this.#waiting.splice(0)) resume();
    };
  }
}
