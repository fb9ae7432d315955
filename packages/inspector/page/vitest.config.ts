import { defineConfig } from "vitest/config";
import root from "../../../vitest.config.js";

/** The page in a real Chromium: not part of `pnpm test`. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    // One browser at a time is enough for a small machine.
    fileParallelism: false,
    env: root.test?.env ?? {},
  },
});
