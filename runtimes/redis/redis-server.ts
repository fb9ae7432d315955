import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["valkey-server", "redis-server"];

/** A Valkey or Redis server on its own port, which writes nothing to disk. */
export class RedisServer {
  readonly port: number;
  readonly #path: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "tucuxi-redis-"));
  #child: ChildProcess | undefined;

  private constructor(path: string, port: number) {
    this.#path = path;
    this.port = port;
  }

  /** Starts a server. Installs Debian's package if there is none and that needs no prompt. */
  static async start(): Promise<RedisServer> {
    const path = installed() ?? install();
    if (path === undefined) {
      throw new Error(
        "Neither Valkey nor Redis was found. Install one (on Debian and Ubuntu, run apt-get install redis-server).",
      );
    }
    const server = new RedisServer(path, await freePort());
    await server.restart();
    return server;
  }

  /** Restarts it on the same port. */
  async restart(): Promise<void> {
    const options = ["--port", `${this.port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    const child = spawn(this.#path, [...options, "--dir", this.#folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    let output = "";
    child.stdout.setEncoding("utf8");
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      output += String(chunk);
      if (output.includes("Ready to accept connections")) break;
    }
    if (child.exitCode !== null) throw new Error(output);
    child.stdout.resume();
  }

  /** Kills it, and its data is lost. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function installed(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
}

/** Installs Debian's package, as root or by sudo without a password. */
function install(): string | undefined {
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...args: readonly string[]): void => {
    const [command = "", ...rest] = [...sudo, "apt-get", ...args];
    execFileSync(command, rest, {
      stdio: ["ignore", "ignore", "inherit"],
      // The package would start its own server.
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    });
  };
  console.log("Neither Valkey nor Redis was found: installing Debian's package");
  const packages = ["install", "-y", "--no-install-recommends", "redis-server"];
  try {
    try {
      apt(...packages);
    } catch {
      apt("update");
      apt(...packages);
    }
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
  }
  return installed();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
