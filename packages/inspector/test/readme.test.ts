import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { HELP } from "../src/cli/command-options.js";
import { startInspector } from "../src/index.js";
import { STEP_GRAMMAR } from "../src/respond/respond-script.js";

async function text(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), "utf8");
}

it("the README's program is the one that is type-checked here", async () => {
  const [, program] = /```ts\n(.*?)```/s.exec(await text("../README.md")) ?? [];
  expect(program).toBe(await text("./readme-program.ts"));
});

it("the README knows every step and every option of the command, and no other", async () => {
  const readme = await text("../README.md");
  const steps = [
    ...readme.matchAll(
      /^\| `([^`]+)` +\| (?:the smallest|an error|the same|the service's|closes|keeps|status|any)/gm,
    ),
  ];
  expect(steps.map(([, step]) => step)).toEqual(STEP_GRAMMAR.map(([step]) => step));
  const options = (source: string): string[] =>
    [...new Set(source.match(/(?<![\w-])--[a-z][a-z-]+/g))].sort();
  expect(options(readme).filter((option) => option !== "--save-dev")).toEqual(options(HELP));
});

it("the README knows every option of startInspector, and no other", async () => {
  const [, table = ""] =
    /### `startInspector\(options\)`\n\n(.*?)\n\n/s.exec(await text("../README.md")) ?? [];
  const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  const unknown = await Promise.resolve(
    Reflect.apply(startInspector, undefined, [{ thisIsNoOptionAtAll: 1 }]),
  ).catch((error: unknown) => String(error));
  const [, known = ""] = /known are (.*)$/.exec(String(unknown)) ?? [];
  expect(listed.sort()).toEqual(known.split(", ").sort());
});
