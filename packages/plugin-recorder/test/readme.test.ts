import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE } from "@tucuxi/events";
import { recorder } from "@tucuxi/plugin-recorder";
import { expect, it } from "vitest";

const readme = await text("../README.md");

function text(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

function section(heading: string): string {
  return new RegExp(`^## ${heading}\n(.*?)^## `, "ms").exec(readme)?.[1] ?? "";
}

it("the README's program is an example, which is run as a test", async () => {
  const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program);
  expect(programs).toEqual([await text("../../../examples/src/recorder.ts")]);
});

it("the README has all options and modes, and only events that the recorder uses", async () => {
  const options = [...section("Options").matchAll(/^\| `(\w+)`/gm)].map(([, option]) => option);
  const misspelt: object = { fil: 1 };
  expect(() => recorder(misspelt as { file: string })).toThrow(`takes ${options.join(", ")}`);
  const modes = [...section("Modes").matchAll(/^\| `(\w+)`/gm)].map(([, mode]) => mode);
  const wrong = { file: "x.json", mode: "never" } as unknown as { file: string };
  expect(() => recorder(wrong)).toThrow(`one of ${modes.toSorted().join(", ")}`);
  expect(() => recorder({} as { file: string })).toThrow("recorder() needs a file");
  const names = [...section("Events").matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
  const source = await text("../src/recorder.ts");
  const used = [...source.matchAll(/events\.register\w+\("([a-z-]+)"/g)].map(([, name]) => name);
  expect(names).toEqual(used);
  expect(Object.keys(EVENT_CATALOGUE)).toEqual(expect.arrayContaining(names));
});

it("the README has all codes", async () => {
  const [, union = ""] = /type RecorderErrorCode =(.*?);/s.exec(await text("../src/errors.ts")) ?? [];
  const codes = [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code);
  const listed = [...section("Errors").matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
  expect(listed).toEqual(codes);
});
