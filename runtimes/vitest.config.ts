import { defineConfig } from "vitest/config";
import root from "../vitest.config.js";

const env = root.test?.env ?? {};

/** Tests that `pnpm test` leaves out. They use other clients, browsers and runtimes than the workspace. */
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
          // Each test loads a page and its modules while two other runtimes run.
          testTimeout: 30_000,
          env,
        },
      },
    ],
  },
});
