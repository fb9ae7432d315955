/**
 * Copies the recipes into the pages that show them.
 *
 *     tsx examples/recipes/harness/update-pages.ts
 */
import { readFile, writeFile } from "node:fs/promises";
import { withCode } from "./code-blocks.js";
import { SHOWING_PAGES } from "./pages.js";

for (const page of SHOWING_PAGES) {
  await writeFile(page, await withCode(await readFile(page, "utf8"), page));
}
