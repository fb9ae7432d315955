/**
 * Sets the next versions of the packages that the changesets name. Updates each `package.json` and changelog, the
 * lockfile and the inspector's source.
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
