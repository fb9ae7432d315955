import { defineConfig } from "vitest/config";
import root from "../vitest.config.js";

const env = root.test?.env ?? {};

/** What `pnpm test` does not run: other clients, browsers and runtimes than those of the workspace. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    projects: [
      { test: { name: "oldest clients", include: ["oldest-clients/*.test.ts"], env } },
      {
        test: {
          name: "published packages",
          include: ["browser/*.test.ts", "bun/*.test.ts", "deno/*.test.ts"],
          globalSetup: "src/user-project.ts",
          // A page and its modules are loaded for each test, beside two other runtimes.
          testTimeout: 30_000,
          env,
        },
      },
    ],
  },
});
