import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { bundledSize } from "../../plugin-rate-limit/test/bundled-size.js";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

it("is below 6 kB without its table, which is below 40 kB, and nothing where it isn't used", async () => {
  const table = await bundledSize(
    'export * from "./table/operations.generated.js"; export * from "./table/rules.js"',
    SOURCE,
  );
  expect(table).toBeLessThan(40_000);
  expect((await bundledSize('export * from "./index.js"', SOURCE)) - table).toBeLessThan(6_144);
  expect(await bundledSize('import { guard } from "@tucuxi/plugin-guard"', SOURCE)).toBeLessThan(50);
});
