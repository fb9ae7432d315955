import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { format } from "node:util";
import { afterEach, expect, it, vi } from "vitest";

const readme = await read("../README.md");

/** The topics with what they print, as the README says it. */
const topics = [
  ...readme.matchAll(/^### \[[^\]]*\]\(src\/topics\/(\S+)\.ts\)\n[^#]*?^```\n(.*?)^```$/gms),
].map(([, name = "", output = ""]) => ({ name, output }));

afterEach(() => void vi.restoreAllMocks());

function read(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

/** The TypeScript files of this folder and of its topics. */
async function files(): Promise<{ path: string; text: string }[]> {
  const paths = (
    await Promise.all(
      ["./", "./topics/"].map(async (folder) =>
        (await readdir(new URL(folder, import.meta.url))).map((name) => `${folder}${name}`),
      ),
    )
  ).flat();
  return Promise.all(
    paths.filter((path) => path.endsWith(".ts")).map(async (path) => ({ path, text: await read(path) })),
  );
}

it("every program is in the README, and a test runs it", async () => {
  const all = await files();
  const tests = all.filter(({ path }) => path.endsWith(".test.ts"));
  const imported = all.flatMap(({ text }) =>
    [...text.matchAll(/ from "\.\/(.*)\.js";/g)].map(([, name]) => name),
  );
  const programs = all
    .filter((file) => !tests.includes(file) && !imported.includes(basename(file.path, ".ts")))
    .map(({ path }) => path.slice(2));
  const linked = [...readme.matchAll(/\]\(src\/(\S+\.ts)\)/g)].map(([, path]) => path);
  expect(linked.sort()).toEqual(programs.sort());

  const isRun = (path: string): boolean =>
    topics.some(({ name }) => path === `topics/${name}.ts`) ||
    tests.some(({ text }) => text.includes(`"./${path.replace(/ts$/, "js")}"`) || text.includes(`${path}"`));
  expect(programs.filter((path) => !isRun(path))).toEqual([]);
});

it.each(topics)("$name prints what the README says", async ({ name, output }) => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import(`./topics/${name}.ts`);
  expect(log.mock.calls.map((values) => `${format(...values)}\n`).join("")).toBe(output);
});

it("a topic is short enough to be read at once", async () => {
  for (const { name } of topics) {
    const lines = (await read(`./topics/${name}.ts`)).split("\n");
    expect(lines.length, name).toBeLessThan(60);
  }
});
