import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { VENV_DIRECTORY } from "../python/environment.js";

const START_TIMEOUT_MS = 60_000;

/** moto's server, in its own process on a free port. */
export class MotoServer implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcessByStdio<null, null, Readable>;
  /** The lines of its access log. */
  readonly #log: readonly string[];

  private constructor(child: ChildProcessByStdio<null, null, Readable>, url: string, log: readonly string[]) {
    this.#child = child;
    this.url = url;
    this.#log = log;
  }

  /** @throws Error if it doesn't start, with its output. */
  static async start(): Promise<MotoServer> {
    const child = spawn(`${VENV_DIRECTORY}bin/moto_server`, ["-H", "127.0.0.1", "-p", "0"], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: process.env["PATH"], PYTHONUNBUFFERED: "1" },
    });
    const log: string[] = [];
    const lines = createInterface({ input: child.stderr });
    const url = await new Promise<string>((resolve, reject) => {
      const failed = (why: string) => () => reject(new Error(`moto_server ${why}:\n${log.join("\n")}`));
      const timer = setTimeout(failed("didn't start"), START_TIMEOUT_MS);
      child.once("error", reject);
      child.once("exit", failed("ended"));
      lines.on("line", (line) => {
        // The log colours lines by status.
        log.push(stripVTControlCharacters(line));
        const [, started] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? [];
        if (started === undefined) return;
        clearTimeout(timer);
        resolve(started);
      });
    }).catch((error: unknown) => {
      child.kill();
      throw error;
    });
    return new MotoServer(child, url, log);
  }

  /**
   * The requests so far, as `POST /path`. The server writes its log after it answers. A request of our own makes sure
   * that all earlier ones are in the log.
   */
  async requests(): Promise<string[]> {
    const marker = `/moto-api/marker-${this.#log.length}`;
    await fetch(`${this.url}${marker}`);
    while (!this.#log.some((line) => line.includes(marker))) await once(this.#child.stderr, "data");
    return this.#log.flatMap((line) => {
      const [, request] = /"([A-Z]+ \S+) HTTP/.exec(line) ?? [];
      return request === undefined || request.includes("/moto-api/") ? [] : [request];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.kill();
    await exited;
  }
}

/** The configuration of a client that calls it. */
export function configFor(moto: MotoServer) {
  return {
    endpoint: moto.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    forcePathStyle: true,
  } as const;
}
