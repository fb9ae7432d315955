import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type PublishedPackage, ROOT } from "./published-package.js";

/** The files that a package may contain: what was built, and the sources of its source maps. */
const PUBLISHED = /^(?:package\.json|README\.md|LICENSE|dist\/.+|src\/.+\.ts)$/;
const TEST = /\.test\.|\.test-d\.|(?:^|\/)tests?\//;

/** Lists the mistakes in a package's files, one per line. */
export function contentProblems({ manifest, unpacked }: PublishedPackage): string[] {
  const files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(unpacked, join(entry.parentPath, entry.name)));
  const known = new Set(files);
  const read = (file: string): string => readFileSync(join(unpacked, file), "utf8");

  const problems = files
    .filter((file) => !PUBLISHED.test(file) || TEST.test(file))
    .map((file) => `${file} shouldn't be published`);
  if (!known.has("LICENSE") || read("LICENSE") !== readFileSync(join(ROOT, "LICENSE"), "utf8")) {
    problems.push("LICENSE is missing, or differs from the repository's");
  }
  if (!known.has("README.md") || !read("README.md").startsWith(`# ${manifest.name}\n`)) {
    problems.push(`README.md is missing, or doesn't begin with "# ${manifest.name}"`);
  }
  for (const file of files.filter((name) => /^dist\/.*\.c?[jt]s$/.test(name))) {
    problems.push(...mapProblems(file, known, read));
    // The SDK's types would tie our users to one version of it.
    if (/\.d\.c?ts$/.test(file) && /(?:from|import\() ?"@(?:aws-sdk|smithy)\//.test(read(file))) {
      problems.push(`${file} imports types from the SDK`);
    }
  }
  for (const [command, file] of Object.entries(manifest.bin ?? {})) {
    const path = join(unpacked, file);
    const isProgram = read(file).startsWith("#!/usr/bin/env node\n") && (statSync(path).mode & 0o111) !== 0;
    if (!isProgram) problems.push(`${file}, the command ${command}, isn't an executable file`);
  }
  return problems;
}

/** Stack traces and "go to definition" need a source map that names a published source file. */
function mapProblems(file: string, known: ReadonlySet<string>, read: (file: string) => string): string[] {
  const text = read(file);
  // The file only re-exports, or is the bundler's own.
  if (!text.includes("//#region") || file.includes("rolldown-runtime")) return [];
  const [, url] = /^\/\/# sourceMappingURL=(.+)$/m.exec(text) ?? [];
  const map = url === undefined ? undefined : join(dirname(file), url);
  if (map === undefined || !known.has(map)) return [`${file} doesn't have a source map`];
  const { sources } = JSON.parse(read(map)) as { sources: string[] };
  return sources
    .map((source) => join(dirname(map), source))
    .filter((source) => !known.has(source))
    .map((source) => `${map} points to ${source}, which isn't in the package`);
}
