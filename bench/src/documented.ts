import { readFileSync } from "node:fs";
import type { Results } from "./results.js";

/** The page whose tables are those of the recorded run. */
export const PAGE = new URL("../../docs/performance.md", import.meta.url);

/** The run that the page is about: `pnpm bench --out bench/results.recorded.json`. */
export function recordedResults(): Results {
  return JSON.parse(readFileSync(new URL("../results.recorded.json", import.meta.url), "utf8"));
}
