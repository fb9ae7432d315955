import { readdir, readFile } from "node:fs/promises";
import { type LoggerOptions, logger } from "@tucuxi/plugin-logger";
import { expect, it } from "vitest";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const examples = new URL("../../../examples/src/", import.meta.url);

it("each program of the README is an example, which is compiled and run by a test, and each example is in it", async () => {
  const names = (await readdir(examples)).filter((name) => /^logger[^.]*\.ts$/.test(name));
  const programs = await Promise.all(names.map((name) => readFile(new URL(name, examples), "utf8")));
  const shown = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program);
  expect(shown.sort()).toEqual(programs.sort());
});

it("the README's table has the options that there are, and no other", () => {
  const [, table = ""] = /## Options\n(.*?)\n### /s.exec(readme) ?? [];
  const listed = [...table.matchAll(/^\| `(\w+)` /gm)].map(([, option]) => option);
  expect(() => logger({ none: 1 } as LoggerOptions)).toThrow(`it takes ${listed.join(", ")}`);
});
