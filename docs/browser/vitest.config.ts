import { defineConfig } from "vitest/config";

/** The built site in a real Chromium: not part of `pnpm test`. */
export default defineConfig({
  root: import.meta.dirname,
  test: { include: ["*.test.ts"], testTimeout: 120_000, fileParallelism: false },
});
