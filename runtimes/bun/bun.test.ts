import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { DrivenRuntime } from "../portable/driven-runtime.js";
import { definePortableTests } from "../portable/portable-tests.js";
import { BUN_VERSION, runtimeBinary } from "../src/runtime-binary.js";

let inspector: Inspector;
let bun: DrivenRuntime;

// npm may have to download the runtime first.
beforeAll(async () => {
  inspector = await startInspector({ verify: "enforce" });
  const binary = await runtimeBinary("bun", BUN_VERSION);
  bun = new DrivenRuntime([binary, "run"], inject("userProject"), inspector.url);
}, 120_000);
afterAll(async () => {
  await bun?.close();
  await inspector.close();
});
beforeEach(() => inspector.clear());

definePortableTests({ inspector: () => inspector, run: (name, ...args) => bun.run(name, ...args) });

test("Bun has nothing to complain of", () => {
  expect(bun.complaints).toBe("");
});
