/**
 * Builds the package in the current folder: `src/` to `dist/esm` and `dist/cjs`, each with its own types.
 * Two runs of the compiler instead of a bundler: one file in, one file out, so stack traces and
 * "go to definition" lead a user to the module that we wrote.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

rmSync("dist", { recursive: true, force: true });
for (const [format, flags] of [
  ["esm", ["--module", "NodeNext", "--moduleResolution", "NodeNext"]],
  ["cjs", ["--module", "CommonJS", "--moduleResolution", "Bundler", "--verbatimModuleSyntax", "false"]],
] as const) {
  const outDir = join("dist", format);
  execFileSync(process.execPath, [tsc, "--project", "tsconfig.build.json", "--outDir", outDir, ...flags], {
    stdio: "inherit",
  });
  mkdirSync(outDir, { recursive: true });
  const type = format === "esm" ? "module" : "commonjs";
  writeFileSync(join(outDir, "package.json"), `${JSON.stringify({ type, sideEffects: sideEffects() })}\n`);
}

/** The files of a format that do something when they are imported: for bundlers, which read the nearest package.json. */
function sideEffects(): false | string[] {
  const { sideEffects: files } = JSON.parse(readFileSync("package.json", "utf8"));
  if (!Array.isArray(files)) return false;
  return files
    .filter((file: string) => file.startsWith("./dist/*/"))
    .map((file: string) => file.replace("dist/*/", ""));
}
