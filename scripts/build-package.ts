/**
 * Builds the package in the current folder. Each entry point of its `exports` and each command becomes one ES module
 * and one CommonJS file, with types for both. A program loads only one file.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsdown";

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly publishConfig: { readonly bin?: Readonly<Record<string, string>> };
}

const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));
const sources = Object.values(manifest.exports).filter((file) => file.endsWith(".ts"));
const commands = Object.values(manifest.publishConfig.bin ?? {}).map((file) =>
  file.replace(/^\.\/dist\/(.*)\.js$/, "src/$1.ts"),
);
/** The TypeScript libraries that the declarations need. Bundling the declarations removes their references. */
const libraries = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => readFileSync(join("src", file), "utf8").match(/^\/\/\/ <reference lib=.*$/gm) ?? []);

await build({
  config: false,
  entry: [...sources, ...commands],
  format: ["esm", "cjs"],
  // Only commands may import Node.js modules. Everything else runs in browsers too.
  platform: commands.length > 0 ? "node" : "neutral",
  target: "es2022",
  tsconfig: "tsconfig.build.json",
  dts: { sourcemap: true },
  ...(libraries.length > 0 && { banner: { dts: libraries.join("\n") } }),
  sourcemap: true,
  // Code that entry points share, such as error classes, goes into one file beside them.
  outputOptions: {
    // Published beside the built files.
    sourcemapExcludeSources: true,
    codeSplitting: {
      groups: [
        { name: "shared", minShareCount: 2, test: /(?<!\.d)\.ts$/ },
        { name: "shared.d", minShareCount: 2, test: /\.d\.ts$/ },
      ],
    },
  },
  hash: false,
  outExtensions: ({ format }) =>
    format === "es" ? { js: ".js", dts: ".d.ts" } : { js: ".cjs", dts: ".d.cts" },
  publint: { strict: true },
  attw: { profile: "strict", level: "error" },
  failOnWarn: true,
  logLevel: "warn",
  inputOptions: { checks: { pluginTimings: false } },
});
