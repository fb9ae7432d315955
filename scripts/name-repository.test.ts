import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SCRIPT = join(import.meta.dirname, "name-repository.ts");
const copy = mkdtempSync(join(tmpdir(), "tucuxi-repository-"));
afterAll(() => rmSync(copy, { recursive: true }));

const folders = readdirSync(join(ROOT, "packages"));
for (const folder of folders) {
  cpSync(join(ROOT, "packages", folder, "package.json"), join(copy, "packages", folder, "package.json"));
}

function manifests(root: string): Record<string, unknown>[] {
  return folders.map((folder) =>
    JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8")),
  );
}

test("what is published names the repository that it is built in, and is otherwise as it was", () => {
  const env = { ...process.env, GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "river/tucuxi" };
  execFileSync(process.execPath, ["--import", "tsx", SCRIPT, copy], { cwd: ROOT, env });
  expect(manifests(copy)).toEqual(
    manifests(ROOT).map((manifest, index) => ({
      ...manifest,
      homepage: `https://github.com/river/tucuxi/tree/main/packages/${folders[index]}#readme`,
      bugs: "https://github.com/river/tucuxi/issues",
      repository: {
        type: "git",
        url: "git+https://github.com/river/tucuxi.git",
        directory: `packages/${folders[index]}`,
      },
    })),
  );
});

test("elsewhere than on GitHub nothing is published", () => {
  const env = { ...process.env, GITHUB_SERVER_URL: undefined, GITHUB_REPOSITORY: undefined };
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", SCRIPT, copy], {
    cwd: ROOT,
    env,
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toContain("GITHUB_REPOSITORY");
});
