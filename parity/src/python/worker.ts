import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { PYTHON_DIRECTORY, VENV_PYTHON } from "./environment.js";

/** A script in `python/` that answers each line of JSON with a line of JSON, until it is closed. */
export class PythonWorker {
  readonly #script: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  /** Answers come in the order of the questions. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param script A file name in `python/`. */
  constructor(script: string) {
    this.#script = script;
    this.#child = spawn(VENV_PYTHON, ["-u", script], {
      cwd: PYTHON_DIRECTORY,
      stdio: ["pipe", "pipe", "inherit"],
      env: {
        PATH: process.env["PATH"],
        // As in the tests here, no credentials, region or profile come from outside.
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        AWS_EC2_METADATA_DISABLED: "true",
      },
    });
    // The pipe breaks if the script is gone. The missing answer then reports the error.
    this.#child.stdin.on("error", () => undefined);
    this.#reader = createInterface({ input: this.#child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /**
   * Sends a question and resolves to its answer.
   *
   * @throws Error if the script ends without an answer. Its standard error has been shown by then.
   */
  ask(question: unknown): Promise<unknown> {
    const answer = this.#last.then(() => this.#exchange(question));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the script. */
  close(): void {
    this.#child.stdin.end();
    this.#reader.close();
  }

  async #exchange(question: unknown): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`python/${this.#script} ended without an answer`);
    return JSON.parse(value);
  }
}
