import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { type Checks, expectNone } from "./checks.js";
import { PROGRAMS } from "./fresh-project.js";
import { entryPoints, type PublishedPackage } from "./published-package.js";
import { runCommand, runNode } from "./run-command.js";

/** AWS Lambda's Node.js, Jest and older Node.js don't let `require` load ES modules. They need CommonJS. */
const WITHOUT_REQUIRE_OF_ESM = "--no-experimental-require-module";

/** Runs a program that checks each request and prints how many arrived. */
async function expectRequests(count: number, project: string, ...args: readonly string[]): Promise<void> {
  const { stdout, stderr } = await runNode(project, ...args);
  if (stdout.trimEnd().split("\n").at(-1) !== `${count} requests`) {
    throw new Error(`the output should end with "${count} requests", but it is\n${stdout}${stderr}`);
  }
  if (stderr.includes("ExperimentalWarning")) throw new Error(stderr);
}

function bin(project: string, name: string): string {
  return join(project, "node_modules", ".bin", name);
}

/** Matchers that a test imports for its runner. They work only inside that runner. */
const IN_A_RUNNER = /\/(?:jest|jest-globals|vitest)$/;

export async function checkTypeScript(
  checks: Checks,
  temp: string,
  packages: readonly PublishedPackage[],
): Promise<void> {
  const project = join(temp, PROGRAMS.typescript.folder);
  await checks.check("TypeScript, ES modules: compiles, strict, library declarations checked too", () =>
    runCommand(project, bin(project, "tsc"), "-p", "."),
  );
  await checks.check("TypeScript, ES modules: runs", () => expectRequests(2, project, "dist/main.js"));
  await checks.check("every entry point exports the same from ES modules and CommonJS", () =>
    runNode(
      project,
      WITHOUT_REQUIRE_OF_ESM,
      "same-names.mjs",
      ...packages
        .flatMap(entryPoints)
        .map(({ specifier }) => specifier)
        .filter((specifier) => !IN_A_RUNNER.test(specifier)),
    ),
  );
}

export async function checkCommonJs(checks: Checks, temp: string): Promise<void> {
  const project = join(temp, PROGRAMS.commonjs.folder);
  await checks.check("CommonJS: its types are right, library declarations checked too", () =>
    runCommand(project, bin(project, "tsc"), "-p", "."),
  );
  await checks.check("CommonJS: runs", () => expectRequests(4, project, "main.js"));
  await checks.check("CommonJS: runs where require can't load ES modules", () =>
    expectRequests(4, project, WITHOUT_REQUIRE_OF_ESM, "main.js"),
  );
  await checks.check("CommonJS: the command tucuxi-inspector is installed", async () => {
    const { stdout } = await runCommand(project, bin(project, "tucuxi-inspector"), "--help");
    if (!stdout.startsWith("Usage: tucuxi-inspector")) throw new Error(stdout);
  });
}

/**
 * The SDK depends on CommonJS modules that require Node.js's. AWS recommends this banner for ES module
 * bundles.
 */
const REQUIRE_IN_ESM =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

const LAMBDA_BUNDLES = [
  { file: "index.cjs", options: ["--format=cjs"] },
  { file: "index.mjs", options: ["--format=esm", `--banner:js=${REQUIRE_IN_ESM}`] },
] as const;

export async function checkLambda(
  checks: Checks,
  temp: string,
  packages: readonly PublishedPackage[],
): Promise<void> {
  const project = join(temp, PROGRAMS.lambda.folder);
  const bundling = ["handler.ts", "--bundle", "--minify", "--platform=node"];
  for (const { file, options } of LAMBDA_BUNDLES) {
    // Outside the project, so that the bundle doesn't find a node_modules.
    const deployed = join(temp, "deployed", file);
    await checks.check(`Lambda: esbuild bundles and minifies ${file}`, () =>
      runCommand(project, bin(project, "esbuild"), ...bundling, ...options, `--outfile=${deployed}`),
    );
    await checks.check(`Lambda: ${file} runs with nothing beside it`, () =>
      expectRequests(2, project, "invoke.mjs", deployed),
    );
  }
  await checks.check("Lambda: a package that is imported but unused adds nothing to a bundle", () =>
    runNode(project, "unused.mjs", ...packages.map(({ manifest }) => manifest.name)),
  );
}

export async function checkPage(checks: Checks, temp: string): Promise<void> {
  const project = join(temp, PROGRAMS.page.folder);
  await checks.check("Vite: builds the page", () => runCommand(project, bin(project, "vite"), "build"));
  await checks.check("Vite: the page contains no Node.js modules", () => {
    const modules = JSON.parse(readFileSync(join(project, "modules.json"), "utf8")) as string[];
    // Vite replaces Node.js's modules with an empty one.
    expectNone(modules.filter((id) => isBuiltin(id) || id.includes("__vite-browser-external")));
    if (!modules.some((id) => id.includes("@tucuxi/events"))) throw new Error("the list of modules is wrong");
  });
  await checks.check("Vite: the page's script runs without process", async () => {
    const assets = join(project, "dist", "assets");
    const scripts = readdirSync(assets).filter((file) => /^index-.*\.js$/.test(file));
    if (scripts[0] === undefined || scripts.length > 1) throw new Error(`scripts: ${scripts.join(", ")}`);
    await expectRequests(2, project, "open-page.mjs", join(assets, scripts[0]));
  });
}
