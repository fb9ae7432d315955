import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { withGenerated } from "./src/generated-parts.js";
import { proofFigures } from "./src/proof-figures.js";

// `pnpm docs:update` writes what this compares.
test("the page shows the figures of the recorded runs", async () => {
  const page = await readFile(new URL("./proof.md", import.meta.url), "utf8");
  await expect(withGenerated(page, await proofFigures())).toMatchFileSnapshot("./proof.md");
});
