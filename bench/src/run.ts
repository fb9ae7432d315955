import { fork } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { combined, type Figure } from "./figure.js";

const BENCH = join(import.meta.dirname, "..");
const PACKAGES = join(BENCH, "..", "packages");

/**
 * Compiles the measuring programs for plain `node`, next to a copy of the published packages with the
 * `exports` that users get. It doesn't measure the sources, because the transpiler for tests wraps each
 * function to keep its name.
 *
 * @param name A folder under `dist`. Concurrent runs need different ones.
 * @returns the folder.
 * @throws Error if a package isn't built.
 */
export async function prepare(name: string): Promise<string> {
  const folder = join(BENCH, "dist", name);
  const modules = join(folder, "node_modules");
  rmSync(modules, { recursive: true, force: true });
  for (const packageName of readdirSync(PACKAGES)) {
    const from = join(PACKAGES, packageName);
    if (!existsSync(join(from, "dist", "index.js")))
      throw new Error(`${packageName} isn't built. Run pnpm build.`);
    const manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
    const to = join(modules, manifest.name);
    mkdirSync(to, { recursive: true });
    cpSync(join(from, "dist"), join(to, "dist"), { recursive: true });
    writeFileSync(join(to, "package.json"), JSON.stringify({ ...manifest, ...manifest.publishConfig }));
  }
  await build({
    entryPoints: readdirSync(join(BENCH, "programs")).map((file) => join(BENCH, "programs", file)),
    outdir: folder,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
  return folder;
}

/**
 * Runs a measuring program in several processes, one after another, because the engine optimizes the same
 * code differently each time.
 *
 * @returns its figures, each the median over the processes.
 * @throws Error if a process fails. Its standard error has been shown by then.
 */
export async function measured(folder: string, program: string, args: readonly string[], processes = 1) {
  const runs: (readonly Figure[])[] = [];
  for (let run = 0; run < processes; run++) runs.push(await runOnce(join(folder, `${program}.js`), args));
  return combined(runs);
}

function runOnce(program: string, args: readonly string[]): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    const child = fork(program, args, { execArgv: ["--expose-gc", "--no-warnings"], env: environment() });
    let figures: readonly Figure[] | undefined;
    child.on("message", (message: readonly Figure[]) => {
      figures = message;
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0 && figures !== undefined) resolve(figures);
      else reject(new Error(`${program} ${args.join(" ")} ended with ${signal ?? `code ${code}`}`));
    });
  });
}

/** Leaves out the user's settings for the SDK and OpenTelemetry, which would be measured too. */
function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(AWS|OTEL|NODE)_/.test(name));
  const none = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  return { ...Object.fromEntries(others), ...none, AWS_EC2_METADATA_DISABLED: "true" };
}
