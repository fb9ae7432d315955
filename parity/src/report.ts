/** Shows progress. A terminal has one line that changes, and other outputs get a new line now and then. */
export class Report {
  readonly #isTerminal = process.stdout.isTTY === true;
  #last = 0;

  /** Starts a part. */
  heading(text: string): void {
    this.#clear();
    console.log(`\n${text}`);
    this.#last = Date.now();
  }

  /** Reports how far a part is. Most reports are skipped. */
  progress(text: string): void {
    const interval = this.#isTerminal ? 50 : 5000;
    if (Date.now() - this.#last < interval) return;
    this.#last = Date.now();
    if (this.#isTerminal) process.stdout.write(`\r\x1b[K  ${text.slice(0, process.stdout.columns - 3)}`);
    else console.log(`  ${text}`);
  }

  /** Writes a line that stays. */
  line(text: string): void {
    this.#clear();
    console.log(`  ${text}`);
  }

  #clear(): void {
    if (this.#isTerminal) process.stdout.write("\r\x1b[K");
  }
}

/** The result of a part. */
export interface PartResult {
  /** Lines for the summary at the end. */
  readonly summary: readonly string[];
  /** The number of comparisons. */
  readonly checks: number;
  /** The descriptions of what is wrong. */
  readonly failures: readonly string[];
}
