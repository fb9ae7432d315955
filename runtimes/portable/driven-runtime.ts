import { type ChildProcessByStdio, spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { RunScenario } from "./portable-tests.js";

/** A program in a runtime that runs scenarios while its input is open. */
export class DrivenRuntime {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #answers: AsyncIterator<string>;
  #complaints = "";

  /**
   * @param command The runtime and its arguments, up to the program.
   * @param userProject The folder with the program and the packages.
   */
  constructor(command: readonly [string, ...string[]], userProject: string, endpoint: string) {
    const folder = join(userProject, "portable");
    cpSync(import.meta.dirname, folder, { recursive: true });
    const [executable, ...args] = command;
    const files = ["driver.ts", "scenarios.ts"].map((file) => join(folder, file));
    this.#child = spawn(executable, [...args, ...files, endpoint], {
      cwd: userProject,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaints += text;
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** What it wrote to stderr. */
  get complaints(): string {
    return this.#complaints;
  }

  readonly run: RunScenario = async (name, ...args) => {
    this.#child.stdin.write(`${JSON.stringify({ name, args })}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`the program ended: ${this.#complaints}`);
    const { result, error } = JSON.parse(value);
    if (error !== undefined) throw new Error(error);
    return result;
  };

  /** Closes its input, which ends it. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await new Promise((resolve) => this.#child.once("close", resolve));
  }
}
