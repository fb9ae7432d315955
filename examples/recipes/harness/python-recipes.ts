import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Environment } from "./environment.js";

const RUNNER = fileURLToPath(new URL("../python/run_recipes.py", import.meta.url));

/** What a recording says of where it comes from. */
export type Versions = Readonly<Record<string, string>>;

/** The boto3 originals, run one after another in one Python process. */
export class PythonRecipes implements AsyncDisposable {
  /** The versions of boto3, botocore and Python. */
  readonly versions: Versions;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  private constructor(
    process: ChildProcessByStdio<Writable, Readable, null>,
    lines: AsyncIterator<string>,
    versions: Versions,
  ) {
    this.#process = process;
    this.#lines = lines;
    this.versions = versions;
  }

  /**
   * Starts a Python that has boto3.
   *
   * @param python The interpreter's path.
   * @throws Error when it cannot be started or has no boto3.
   */
  static async start(python: string): Promise<PythonRecipes> {
    const process_ = spawn(python, [RUNNER], {
      env: { PATH: process.env["PATH"], PYTHONDONTWRITEBYTECODE: "1" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(process_, "spawn");
    const lines = createInterface(process_.stdout)[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    if (done === true) throw new Error("it ended before it was ready, see its message above");
    return new PythonRecipes(process_, lines, JSON.parse(value));
  }

  /**
   * Runs one recipe.
   *
   * @returns what its `run` returned, through JSON.
   * @throws Error with Python's traceback when it raised.
   */
  async run(name: string, url: string, environment: Environment): Promise<unknown> {
    this.#process.stdin.write(`${JSON.stringify({ name, url, environment })}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`Python ended while it ran ${name}`);
    const { returned, failed }: { returned?: unknown; failed?: string } = JSON.parse(value);
    if (failed !== undefined) throw new Error(`${name}/recipe.py failed:\n${failed}`);
    return returned;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin.end();
    await ended;
  }
}
