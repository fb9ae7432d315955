import { readFile } from "node:fs/promises";
import type { ResponseFunction } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { OPERATIONS } from "../src/operations/operations.js";
import { json, sentMetrics, sentParams, startEndpoint } from "./support.js";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

/** The cells of the rows below a table's head. */
function tableUnder(heading: string): string[][] {
  const [, section = ""] = new RegExp(`^## ${heading}\n(.*?)^## `, "ms").exec(readme) ?? [];
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function runProgram(respond: ResponseFunction, program = "./readme-program.js") {
  const { inspector, requests, respondAlways } = await startEndpoint();
  vi.stubEnv("AWS_ENDPOINT_URL", inspector.url);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", inspector.credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", inspector.credentials.secretAccessKey);
  const printed: unknown[] = [];
  for (const method of ["log", "error"] as const)
    vi.spyOn(console, method).mockImplementation((line: unknown) => void printed.push(line));
  respondAlways(respond);
  await import(program);
  return { printed: `${printed.join("\n")}\n`, requests };
}

it("the README's program is the one that is type-checked and run here, and prints what the README says", async () => {
  const [, program] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  expect(program).toBe(await readFile(new URL("./readme-program.ts", import.meta.url), "utf8"));
  const { printed, requests } = await runProgram(() => undefined);
  const [, prints] = /It prints\n\n```\n(.*?)```/s.exec(readme) ?? [];
  expect(printed).toBe(prints);
  expect(requests).toHaveLength(3);
});

it("the README's program says what was accepted, as the README does, where a part is refused", async () => {
  const { printed } = await runProgram((request) =>
    sentMetrics(request).includes("shop-1000")
      ? json(403, { __type: "AccessDenied", message: "..." })
      : undefined,
  );
  const [, prints] = /refuses the second of them,\n\n```\n(.*?)```/s.exec(readme) ?? [];
  expect(printed).toBe(prints);
});

it("the README's program that sends items again is the one that is run here, and does what the README says", async () => {
  const [, program] = /## Sending items again\n\n```ts\n(.*?)```/s.exec(readme) ?? [];
  expect(program).toBe(await readFile(new URL("./readme-resend.ts", import.meta.url), "utf8"));
  const { printed, requests } = await runProgram((request) => {
    const { orders } = sentParams(request)["RequestItems"] as { orders: object[] };
    return json(200, { UnprocessedItems: { orders: orders.slice(0, 2) } });
  }, "./readme-resend.js");
  // Two of each request come back: six of three requests, two of the fourth, two of the fifth.
  expect(printed).toBe("2 of 60 orders were not written\n");
  const sizes = requests.map(
    (request) => (sentParams(request)["RequestItems"] as { orders: [] }).orders.length,
  );
  expect([sizes.slice(0, 3).sort(), sizes.slice(3)]).toEqual([
    [10, 25, 25],
    [6, 2],
  ]);
});

it("the README's table of limits is that of the code", () => {
  const number = (cell = ""): number => Number(cell.replaceAll(",", ""));
  const stated = tableUnder("The limits").map(([name = "", maxItems, maxBytes, maxItemBytes, , order]) => [
    /`(.+?)`/.exec(name)?.[1],
    { maxItems: number(maxItems), maxBytes: number(maxBytes), maxItemBytes: number(maxItemBytes) },
    order !== "",
  ]);
  expect(stated).toEqual(
    Object.entries(OPERATIONS).map(([name, operation]) => [name, operation.limits, "isOrdered" in operation]),
  );
});

it("the README knows every option and every code of an error, and no other", async () => {
  const source = (name: string): Promise<string> =>
    readFile(new URL(`../src/${name}`, import.meta.url), "utf8");
  const names = (heading: string): (string | undefined)[] =>
    tableUnder(heading).map(([cell = ""]) => /`(.+?)`/.exec(cell)?.[1]);
  const [, options = ""] =
    /interface PayloadLimitOptions \{(.*?)^\}/ms.exec(await source("options.ts")) ?? [];
  expect(names("Options")).toEqual([...options.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name));
  const [, codes = ""] =
    /type PayloadLimitErrorCode =(.*?);/s.exec(await source("payload-limit-error.ts")) ?? [];
  expect(names("Errors")).toEqual([...codes.matchAll(/"(\w+)"/g)].map(([, code]) => code));
});
