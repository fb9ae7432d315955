import { defineConfig } from "vitest/config";
import root from "../vitest.config.js";

/** What `pnpm test` does not run: other clients, browsers and runtimes than those of the workspace. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    env: root.test?.env ?? {},
  },
});
