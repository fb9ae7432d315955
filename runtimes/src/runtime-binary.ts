import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../consumers/src/run-command.js";

/** The runtimes that the tests run on. Each was the newest release of its line at the last update. */
export const NODE_VERSIONS = ["20.20.2", "22.23.3", "24.21.0", "26.10.0"] as const;
export const BUN_VERSION = "1.4.5";
export const DENO_VERSION = "2.9.6";

const BINARIES = join(dirname(dirname(fileURLToPath(import.meta.url))), ".binaries");

const { platform, arch } = process;

/** The npm package with a runtime's binary for this machine (Linux or macOS), and the binary's path in it. */
const PACKAGES = {
  node: { name: `node-${platform}-${arch}`, file: "bin/node" },
  bun: { name: `@oven/bun-${platform}-${arch === "arm64" ? "aarch64" : arch}`, file: "bin/bun" },
  deno: { name: `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`, file: "deno" },
} as const;

/** The path of a runtime's binary. npm downloads it the first time into `runtimes/.binaries`. */
export async function runtimeBinary(runtime: keyof typeof PACKAGES, version: string): Promise<string> {
  const { name, file } = PACKAGES[runtime];
  const folder = join(BINARIES, `${runtime}-${version}`);
  const binary = join(folder, "node_modules", name, file);
  if (existsSync(binary)) return binary;
  console.log(`npm downloads ${name} ${version}`);
  const install = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder];
  try {
    await runCommand(dirname(BINARIES), "npm", ...install, `${name}@${version}`);
  } catch (error) {
    // Removes a partial download, so that it isn't taken for the binary.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return binary;
}
