import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/{src,test}/**/*.test.ts",
      "examples/**/*.test.ts",
      "docs/**/*.test.ts",
      "parity/test/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    env: {
      // The SDK must not look for credentials, a region or a profile outside of the test.
      AWS_ACCESS_KEY_ID: "",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    },
  },
});
