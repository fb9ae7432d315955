import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Run } from "./paired.js";

/**
 * Runs in a process of its own: for what must not share one with its baseline. The process is told on its standard
 * input how often to run, a line each time, and answers with a line when it has: how many nanoseconds it took, and
 * how often it has done by now what it is timed for.
 */
export class RemoteRun {
  /** How often the process has done what it is timed for. */
  done = 0;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  constructor(command: string, args: readonly string[]) {
    this.#process = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  readonly run: Run = async (times) => {
    this.#process.stdin.write(`${times}\n`);
    const { value, done: hasEnded } = await this.#answers.next();
    if (hasEnded === true) throw new Error(`${this.#process.spawnfile} has ended early`);
    const [taken = "", count] = value.split(" ");
    this.done = Number(count);
    return BigInt(taken);
  };

  close(): void {
    this.#process.stdin.end();
  }
}

/** The other side of {@link RemoteRun}, in Node.js: runs as often as it is told, and says what `count` gives. */
export async function serveRuns(run: Run, count: () => number): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const start = process.hrtime.bigint();
    await run(Number(line));
    console.log(`${process.hrtime.bigint() - start} ${count()}`);
  }
}
