import { defineConfig } from "vitest/config";

/** Tests the built site in a real Chromium. `pnpm test` doesn't run these. */
export default defineConfig({
  root: import.meta.dirname,
  test: { include: ["*.test.ts"], testTimeout: 120_000, fileParallelism: false },
});
