import { writeFileSync } from "node:fs";

/** Runs checks in order, prints a line for each, and counts them. A check passes unless it throws. */
export class Checks {
  #passed = 0;
  #failed = 0;

  /** Runs one check. An error is printed and counted, and the next checks still run. */
  async check(title: string, run: () => unknown): Promise<void> {
    const started = performance.now();
    let problem: string | undefined;
    try {
      await run();
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (problem === undefined) {
      this.#passed++;
      console.log(`ok    ${title} (${seconds} s)`);
    } else {
      this.#failed++;
      console.log(`FAIL  ${title} (${seconds} s)\n${indented(problem)}`);
    }
  }

  /** Prints the totals, writes them as JSON to the file that `REPORT` names, and sets the exit code. */
  finish(): void {
    const counts = { passed: this.#passed, failed: this.#failed };
    const { REPORT } = process.env;
    if (REPORT !== undefined && REPORT !== "") writeFileSync(REPORT, `${JSON.stringify(counts)}\n`);
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
    process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  }
}

/** Node.js quotes the line of an error, and a minified bundle is one line. */
function indented(problem: string): string {
  return problem.replace(/^(.{0,300}).*$/gm, "      $1");
}

/** Throws if there are problems, and lists them one per line. */
export function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join("\n"));
}
