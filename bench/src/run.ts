import { fork } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { combined, type Figure } from "./figure.js";

const BENCH = join(import.meta.dirname, "..");
const PACKAGES = join(BENCH, "..", "packages");

/**
 * Compiles the measuring programs for plain `node` beside a copy of what the packages publish, under the `exports` that a
 * user gets. The sources are not measured: what transpiles them in tests wraps each function to keep its name.
 *
 * @param name Of a folder under `dist`: runs at the same time need one each.
 * @returns the folder.
 * @throws Error where nothing is built.
 */
export async function prepare(name: string): Promise<string> {
  const folder = join(BENCH, "dist", name);
  const modules = join(folder, "node_modules");
  rmSync(modules, { recursive: true, force: true });
  for (const packageName of readdirSync(PACKAGES)) {
    const from = join(PACKAGES, packageName);
    if (!existsSync(join(from, "dist", "index.js")))
      throw new Error(`${packageName} is not built: run pnpm build`);
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
 * Runs a measuring program in processes of its own, one after another: what the engine makes of the same code differs
 * from one to the next.
 *
 * @returns its figures, each the median of what the processes found.
 * @throws Error where a process fails; what it wrote to its standard error has been shown.
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

/** Without the user's settings of the SDK and of OpenTelemetry, which would be measured too. */
function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(AWS|OTEL|NODE)_/.test(name));
  const none = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  return { ...Object.fromEntries(others), ...none, AWS_EC2_METADATA_DISABLED: "true" };
}
