import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";

const examples = new URL("../../../examples/src/", import.meta.url);

it("each program of the README is an example, which is compiled and run by a test, and each example is in it", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const names = (await readdir(examples)).filter((name) => /^trace-header[^.]*\.ts$/.test(name));
  const programs = await Promise.all(names.map((name) => readFile(new URL(name, examples), "utf8")));
  const shown = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program);
  expect(shown.sort()).toEqual(programs.sort());
});
