import { readFile } from "node:fs/promises";
import { expect, it, vi } from "vitest";
import { useLocalAws } from "./local-aws.js";

const aws = useLocalAws();

it("rate-limit.ts prints what the plugin's README says", async () => {
  const page = new URL("../../packages/plugin-rate-limit/README.md", import.meta.url);
  const [, output] = /It prints\n\n```\n(.*?)```/s.exec(await readFile(page, "utf8")) ?? [];
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./rate-limit.js");
  expect(log.mock.calls.map(([line]) => `${line}\n`).join("")).toBe(output);
  expect(aws.inspector.requests).toHaveLength(4);
});

it("rate-limit-cost.ts queries three shops", async () => {
  await import("./rate-limit-cost.js");
  expect(aws.inspector.requests.map(({ operation }) => operation)).toEqual(["Query", "Query", "Query"]);
});
