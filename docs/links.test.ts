import { execFile } from "node:child_process";
import { access, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);

test("every link between the files of the repository leads somewhere", async () => {
  const { stdout } = await promisify(execFile)("git", ["ls-files", "*.md"], { cwd: fileURLToPath(root) });
  const pages = stdout.trim().split("\n");
  expect(pages).toContain("README.md");
  const broken: string[] = [];
  for (const page of pages) {
    const url = new URL(page, root);
    for (const [, target = ""] of (await readFile(url, "utf8")).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      await access(new URL(target, url)).catch(() => broken.push(`${page}: ${target}`));
    }
  }
  expect(broken).toEqual([]);
});
