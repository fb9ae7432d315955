import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { bundledSize } from "./bundled-size.js";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

it("is below 6 kB, and nothing where it isn't used", async () => {
  expect(await bundledSize('export * from "./index.js"', SOURCE)).toBeLessThan(6_144);
  expect(await bundledSize('import { rateLimit } from "@tucuxi/plugin-rate-limit"', SOURCE)).toBeLessThan(50);
});
