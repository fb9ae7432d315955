import { defineConfig } from "vitest/config";
import root from "../vitest.config.js";

/** The published packages beside other libraries. Each file has a process of its own: some of these patch what is global. */
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
