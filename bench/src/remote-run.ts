import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Run } from "./paired.js";

/**
 * Runs in a process of its own: for what must not share one with its baseline. The process is told on its standard
 * input how often to run, a line each time, and answers with a line when it has: how often it did, or whatever else
 * proves that it did.
 */
export class RemoteRun {
  /** The last answer. */
  answer = "";
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  constructor(command: string, args: readonly string[]) {
    this.#process = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  readonly run: Run = async (times) => {
    this.#process.stdin.write(`${times}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error(`${this.#process.spawnfile} has ended early`);
    this.answer = value;
  };

  close(): void {
    this.#process.stdin.end();
  }
}

/** The other side of {@link RemoteRun}, in Node.js. */
export async function serveRuns(run: (times: number) => Promise<string>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) console.log(await run(Number(line)));
}
