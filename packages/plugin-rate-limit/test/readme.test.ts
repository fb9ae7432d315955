import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE } from "@tucuxi/events";
import { type RateLimitOptions, rateLimit } from "@tucuxi/plugin-rate-limit";
import { expect, it } from "vitest";

const readme = await text("../README.md");

function text(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

function section(heading: string): string {
  return new RegExp(`^## ${heading}\n(.*?)^## `, "ms").exec(readme)?.[1] ?? "";
}

it("the README's programs are compiled and run as tests", async () => {
  const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program);
  expect(programs).toEqual([
    await text("../../../examples/src/rate-limit.ts"),
    await text("../../../examples/src/rate-limit-cost.ts"),
    // `pnpm test:redis` runs it.
    await text("../../../runtimes/redis/readme-program.ts"),
  ]);
});

it("the README has all options and codes, and only events that exist", async () => {
  const [options = "", limits = ""] = section("Options").split("A limit is a rate");
  const named = (part: string): (string | undefined)[] =>
    [...part.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  const misspelt = { "s3.PutObject": "1/s", "": 1 } as RateLimitOptions;
  expect(() => rateLimit(misspelt)).toThrow(`takes ${named(options).join(", ")}`);
  const limit = { "s3.PutObject": { units: 1, per: "1s", "": 1 } } as RateLimitOptions;
  expect(() => rateLimit(limit)).toThrow(`takes ${named(limits.split("###")[0] ?? "").join(", ")}`);

  const [, codes = ""] =
    /type RateLimitErrorCode =(.*?);/s.exec(await text("../src/rate-limit-error.ts")) ?? [];
  expect(named(section("Errors"))).toEqual([...codes.matchAll(/"(\w+)"/g)].map(([, code]) => code));

  const events = [...section("Events").matchAll(/^- `([a-z-]+)`/gm)].map(([, name]) => name);
  expect(events).toEqual(["request-created", "response-received"]);
  expect(Object.keys(EVENT_CATALOGUE)).toEqual(expect.arrayContaining(events));
});
