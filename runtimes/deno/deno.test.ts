import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { DrivenRuntime } from "../portable/driven-runtime.js";
import { definePortableTests } from "../portable/portable-tests.js";
import { DENO_VERSION, runtimeBinary } from "../src/runtime-binary.js";

let inspector: Inspector;
let deno: DrivenRuntime;

// npm may have to download the runtime first.
beforeAll(async () => {
  inspector = await startInspector({ verify: "enforce" });
  const binary = await runtimeBinary("deno", DENO_VERSION);
  deno = new DrivenRuntime(
    [binary, "run", "--allow-all", "--no-prompt", "--node-modules-dir=manual", "--no-lock", "--cached-only"],
    inject("userProject"),
    inspector.url,
  );
}, 120_000);
afterAll(async () => {
  await deno?.close();
  await inspector.close();
});
beforeEach(() => inspector.clear());

definePortableTests({ inspector: () => inspector, run: (name, ...args) => deno.run(name, ...args) });

test("Deno has nothing to complain of", () => {
  expect(deno.complaints).toBe("");
});
