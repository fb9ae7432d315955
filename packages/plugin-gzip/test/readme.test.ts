import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE } from "@tucuxi/events";
import { expect, test } from "vitest";
import { COMPRESSED_OPERATIONS, gzip } from "../src/index.js";

const readme = await text("../README.md");

function text(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

test("the README's programs are examples, which are run as tests", async () => {
  const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program);
  expect(programs).toEqual([
    await text("../../../examples/src/gzip.ts"),
    await text("../../../examples/src/gzip-s3.ts"),
  ]);
});

test("the README's table of options has all of them", () => {
  const [, table = ""] = /## Options\n.*?\n(\| option.*?)\n\n/s.exec(readme) ?? [];
  const options = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, option]) => option);
  // The message for an option that does not exist lists those that do.
  expect(() => gzip({ "": 1 } as object)).toThrow(`it takes ${options.join(", ")}`);
});

test("the README names the default operations and only events that exist", () => {
  expect(readme).toContain(`\`${JSON.stringify(COMPRESSED_OPERATIONS)}\``);
  const [, section = ""] = /## Events\n(.*?)\n## /s.exec(readme) ?? [];
  const names = [...section.matchAll(/`([a-z-]+-[a-z]+)`/g)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining(["before-call", "after-call", "after-call-error"]));
  expect(Object.keys(EVENT_CATALOGUE)).toEqual(expect.arrayContaining(names));
});
