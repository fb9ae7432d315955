import { defineConfig } from "vitest/config";
import root from "../../vitest.config.js";

/** Tests that `pnpm test` leaves out, because they start a server and measure time. */
export default defineConfig({
  root: import.meta.dirname,
  test: { include: ["*.test.ts"], testTimeout: 60_000, hookTimeout: 180_000, env: root.test?.env ?? {} },
});
