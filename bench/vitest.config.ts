import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  test: {
    include: ["{src,check}/**/*.test.ts"],
    // Each measures in processes of its own; two at a time would be in each other's way.
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
