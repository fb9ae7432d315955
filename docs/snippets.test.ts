import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);

/** The files below a folder of the repository with this ending. */
async function files(folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(new URL(folder, root), { recursive: true });
  return entries
    .filter((name) => name.endsWith(ending) && !name.includes("node_modules"))
    .map((name) => `${folder}${name}`);
}

test("each program in README.md, docs/ and the events package is a file of examples/, which is compiled and run by a test", async () => {
  const read = (name: string): Promise<string> => readFile(new URL(name, root), "utf8");
  const programs = new Set(await Promise.all((await files("examples/", ".ts")).map(read)));
  const pages = ["README.md", "packages/events/README.md", ...(await files("docs/", ".md"))];
  for (const page of pages) {
    for (const [, program = ""] of (await read(page)).matchAll(/```ts\n(.*?)```/gs)) {
      expect(programs.has(program), `in ${page}:\n${program}`).toBe(true);
    }
  }
});
