import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE } from "@tucuxi/events";
import { classify, guard } from "@tucuxi/plugin-guard";
import { expect, it } from "vitest";

const readme = await text("../README.md");

function text(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

function section(heading: string): string {
  return new RegExp(`^## ${heading}\n(.*?)^## `, "ms").exec(readme)?.[1] ?? "";
}

it("the README's programs are examples, which are run as tests", async () => {
  const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program);
  expect(programs).toEqual([
    await text("../../../examples/src/guard.ts"),
    await text("../../../examples/src/guard-confirm.ts"),
  ]);
});

it("the README has all options, and only events that exist", () => {
  const options = [...section("Options").matchAll(/^\| `(\w+)`/gm)].map(([, option]) => option);
  const misspelt: object = { "": 1 };
  expect(() => guard(misspelt)).toThrow(`takes ${options.join(", ")}`);
  const names = [...section("Events").matchAll(/`(before-[a-z-]+)`/g)].map(([, name]) => name);
  expect(new Set(names)).toEqual(
    new Set(["before-parameter-build", "before-call", "before-sign", "before-send", "before-parse"]),
  );
  expect(Object.keys(EVENT_CATALOGUE)).toEqual(expect.arrayContaining(names));
});

it("the README has all codes", async () => {
  const [, union = ""] = /type GuardErrorCode =(.*?);/s.exec(await text("../src/guard-error.ts")) ?? [];
  const codes = [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code);
  const listed = [...section("Errors").matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
  expect(listed).toEqual(codes);
});

it("the README says of operations what the table and the rules say", async () => {
  const table = await text("../src/table/operations.generated.ts");
  const [, operations, services] = /: (\d+) operations of (\d+) services/.exec(table) ?? [];
  expect(readme).toContain(`${Number(operations).toLocaleString("en")} operations of ${services} services`);
  const rows = [
    ...section("What an operation does").matchAll(/^\| (`\w+\.\w+.*?)\| `(\w+)` +\| (.*?) +\|$/gm),
  ];
  expect(rows).toHaveLength(6);
  for (const [, names = "", operationClass, because] of rows) {
    for (const [, service = "", operation = ""] of names.matchAll(/`(\w+)\.(\w+)`/g)) {
      const name = service === "logs" ? "cloudwatch-logs" : service;
      expect(classify(name, operation)).toMatchObject({ class: operationClass, because });
    }
  }
});
