import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type PublishedPackage, ROOT } from "./published-package.js";

/** All that may be in a package: what was built, and the sources that its maps lead to. */
const PUBLISHED = /^(?:package\.json|README\.md|LICENSE|dist\/.+|src\/.+\.ts)$/;
const TEST = /\.test\.|\.test-d\.|(?:^|\/)tests?\//;

/** What is wrong with the files of a package: nothing, or one line for each mistake. */
export function contentProblems({ manifest, unpacked }: PublishedPackage): string[] {
  const files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(unpacked, join(entry.parentPath, entry.name)));
  const known = new Set(files);
  const read = (file: string): string => readFileSync(join(unpacked, file), "utf8");

  const problems = files
    .filter((file) => !PUBLISHED.test(file) || TEST.test(file))
    .map((file) => `${file} should not be published`);
  if (!known.has("LICENSE") || read("LICENSE") !== readFileSync(join(ROOT, "LICENSE"), "utf8")) {
    problems.push("LICENSE is missing, or another one than the repository's");
  }
  if (!known.has("README.md") || !read("README.md").startsWith(`# ${manifest.name}\n`)) {
    problems.push(`README.md is missing, or does not begin with "# ${manifest.name}"`);
  }
  for (const file of files.filter((name) => /^dist\/.*\.c?[jt]s$/.test(name))) {
    problems.push(...mapProblems(file, known, read));
    // Their types would bind our users to one version of the SDK.
    if (/\.d\.c?ts$/.test(file) && /(?:from|import\() ?"@(?:aws-sdk|smithy)\//.test(read(file))) {
      problems.push(`${file} takes types from the SDK`);
    }
  }
  for (const [command, file] of Object.entries(manifest.bin ?? {})) {
    const path = join(unpacked, file);
    const isProgram = read(file).startsWith("#!/usr/bin/env node\n") && (statSync(path).mode & 0o111) !== 0;
    if (!isProgram) problems.push(`${file}, the command ${command}, is no executable file`);
  }
  return problems;
}

/** A stack trace and "go to definition" lead to a source file only if the map does, and the file is there. */
function mapProblems(file: string, known: ReadonlySet<string>, read: (file: string) => string): string[] {
  const text = read(file);
  // A file that only passes on what another one has, or the bundler's own.
  if (!text.includes("//#region") || file.includes("rolldown-runtime")) return [];
  const [, url] = /^\/\/# sourceMappingURL=(.+)$/m.exec(text) ?? [];
  const map = url === undefined ? undefined : join(dirname(file), url);
  if (map === undefined || !known.has(map)) return [`${file} has no source map`];
  const { sources } = JSON.parse(read(map)) as { sources: string[] };
  return sources
    .map((source) => join(dirname(map), source))
    .filter((source) => !known.has(source))
    .map((source) => `${map} leads to ${source}, which is not in the package`);
}
