import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../../src/migrate/transform.js";
import { EXAMPLES, OTHERS, type ReadmeExample, readmePrograms } from "./client-mock-readme.js";

const programs = await readmePrograms();
let folder = "";

beforeAll(async () => {
  // Here, where the clients are installed.
  folder = await mkdtemp(fileURLToPath(new URL("readme-", import.meta.url)));
  const handler = programs.find((program) => program.includes("const snsTopicArn")) ?? "";
  await writeFile(`${folder}/handler.ts`, handler);
});

afterAll(() => rm(folder, { recursive: true }));

it("looks at every program of client-mock's README", () => {
  const known = [...EXAMPLES.map(({ begins }) => begins), ...Object.keys(OTHERS)];
  for (const program of programs) {
    expect(
      known.filter((begins) => program.startsWith(begins)),
      program,
    ).not.toEqual([]);
  }
});

it.each(EXAMPLES)("runs after the codemod: $begins", async (example) => {
  const source = sourceOf(example);
  const { source: migrated, marks } = migrate(source, "example.ts");
  expect(marks).toEqual([]);
  expect(migrated).not.toContain("aws-sdk-client-mock");
  const imports = [...migrated.matchAll(/^import .*;?$/gm)].map(([line]) => line);
  const body = migrated.replaceAll(/^import .*;?$/gm, "");
  const file = `${folder}/example-${EXAMPLES.indexOf(example)}.ts`;
  const program = [
    "// @ts-nocheck",
    'import { expect } from "vitest";',
    ...imports,
    "globalThis.expect = expect;",
    "let before = () => {}; const beforeEach = (given) => { before = given; };",
    "const tests = []; const it = (_, test) => tests.push(test);",
    "const finished = async () => { for (const test of tests) { before(); await test(); } };",
    `export default async () => {\n${body}\n${example.after}\n};`,
  ].join("\n");
  // The matchers of Jest want the runner's expect when they are imported.
  Object.assign(globalThis, { expect });
  await writeFile(file, program);
  const { default: run }: { default: () => Promise<void> } = await import(file);
  await run();
});

function sourceOf({ begins, before = "", changed = [] }: ReadmeExample): string {
  let program = programs.find((text) => text.startsWith(begins)) ?? "";
  for (const [from, to] of changed) {
    expect(program).toContain(from);
    program = program.replaceAll(from, to);
  }
  return before + program;
}
