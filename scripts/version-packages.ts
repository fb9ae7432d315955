/**
 * Makes the next versions of what the changesets name: their `package.json` and changelog, and what else in the repository
 * says a version.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const inspector = join(root, "packages", "inspector");

execFileSync("pnpm", ["changeset", "version"], { cwd: root, stdio: "inherit" });
const { version } = JSON.parse(readFileSync(join(inspector, "package.json"), "utf8")) as { version: string };
const source = join(inspector, "src", "version.ts");
writeFileSync(source, readFileSync(source, "utf8").replace(/"\d.*"/, JSON.stringify(version)));
execFileSync("pnpm", ["install", "--lockfile-only"], { cwd: root, stdio: "inherit" });
execFileSync("pnpm", ["format"], { cwd: root, stdio: "inherit" });
