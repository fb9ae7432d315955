import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);

/** The files of the repository that a pattern of git names: those that it keeps or would keep, no generated ones. */
async function files(pattern: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", pattern],
    { cwd: fileURLToPath(root) },
  );
  return stdout.trim().split("\n");
}

test("each program in README.md, docs/ and the events package is a file that is compiled and run by a test: of examples/, or of the template of plugins", async () => {
  const read = (name: string): Promise<string> => readFile(new URL(name, root), "utf8");
  const patterns = ["examples/*.ts", "examples/*.mjs", "packages/plugin-template/*.ts"];
  const sources = (await Promise.all(patterns.map(files))).flat();
  const programs = new Set(await Promise.all(sources.map(read)));
  const pages = ["README.md", "packages/events/README.md", ...(await files("docs/*.md"))];
  for (const page of pages) {
    for (const [, program = ""] of (await read(page)).matchAll(
      /```(?:ts|js(?=\nimport ))(?: \[[^\]\n]*\])?\n(.*?)```/gs,
    )) {
      expect(programs.has(program), `in ${page}:\n${program}`).toBe(true);
    }
  }
});
