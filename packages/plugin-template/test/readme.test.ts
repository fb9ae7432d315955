import { readFile } from "node:fs/promises";
import { format } from "node:util";
import { EVENT_CATALOGUE } from "@tucuxi/events";
import { dryRun } from "@tucuxi/plugin-template";
import { expect, it, vi } from "vitest";
import { inspector, sent } from "./local-aws.js";

const readme = await text("../README.md");

function text(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

it("the README's program is the one that is compiled and run here, and prints what the README says", async () => {
  const [, program] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const [, output] = /it prints\n\n```\n(.*?)```/s.exec(readme) ?? [];
  expect(program).toBe(await text("./program.ts"));

  vi.stubEnv("AWS_ENDPOINT_URL", inspector.url);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", inspector.credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", inspector.credentials.secretAccessKey);
  inspector.respond({ body: '{"TableNames":["orders","shops"]}' });
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./program.js");
  expect(log.mock.calls.map((values) => `${format(...values)}\n`).join("")).toBe(output);
  expect(sent()).toEqual(["ListTables"]);
});

it("the README has all options, and only events that exist", () => {
  const [, table = ""] = /^## Options\n.*?(^\| option.*?)\n\n/ms.exec(readme) ?? [];
  const options = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, option]) => option);
  const misspelt: object = { "": 1 };
  expect(() => dryRun(misspelt)).toThrow(`takes ${options.join(", ")}`);

  const [, section = ""] = /^## Events\n(.*?)\n## /ms.exec(readme) ?? [];
  const names = [...section.matchAll(/`((?:before|after)-[a-z-]+)`/g)].map(([, name]) => name);
  expect(names).toEqual(["before-parameter-build", "before-call"]);
  expect(Object.keys(EVENT_CATALOGUE)).toEqual(expect.arrayContaining(names));
});
