import { defineConfig } from "vitest/config";
import root from "../vitest.config.js";

/**
 * Tests the published packages beside other libraries. Each file has its own process, because some libraries patch
 * globals.
 */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ["test/*.test.ts"],
    globalSetup: "../runtimes/src/user-project.ts",
    setupFiles: "src/frozen.ts",
    pool: "forks",
    isolate: true,
    testTimeout: 30_000,
    env: root.test?.env ?? {},
  },
});
