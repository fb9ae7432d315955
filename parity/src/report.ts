/** Tells a person what is going on: on a terminal in one line that changes, elsewhere now and then in a new one. */
export class Report {
  readonly #isTerminal = process.stdout.isTTY === true;
  #last = 0;

  /** Starts a part. */
  heading(text: string): void {
    this.#clear();
    console.log(`\n${text}`);
    this.#last = Date.now();
  }

  /** How far a part is; most of what is said is passed over. */
  progress(text: string): void {
    const interval = this.#isTerminal ? 50 : 5000;
    if (Date.now() - this.#last < interval) return;
    this.#last = Date.now();
    if (this.#isTerminal) process.stdout.write(`\r\x1b[K  ${text.slice(0, process.stdout.columns - 3)}`);
    else console.log(`  ${text}`);
  }

  /** A line to stay. */
  line(text: string): void {
    this.#clear();
    console.log(`  ${text}`);
  }

  #clear(): void {
    if (this.#isTerminal) process.stdout.write("\r\x1b[K");
  }
}

/** What a part found. */
export interface PartResult {
  /** For the summary at the end. */
  readonly summary: readonly string[];
  /** How many things were compared. */
  readonly checks: number;
  /** What is not as it must be. */
  readonly failures: readonly string[];
}
