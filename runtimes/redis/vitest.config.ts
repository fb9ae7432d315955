import { defineConfig } from "vitest/config";
import root from "../../vitest.config.js";

/** What `pnpm test` does not run: a server is started, and time is measured. */
export default defineConfig({
  root: import.meta.dirname,
  test: { include: ["*.test.ts"], testTimeout: 60_000, hookTimeout: 180_000, env: root.test?.env ?? {} },
});
