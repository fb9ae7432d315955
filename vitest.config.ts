import { defineConfig } from "vitest/config";

/**
 * What needs a process of its own: X-Ray's SDK, and Lambda's store of invocations that the AWS SDK loads, are made once for
 * the environment that they find, and stay.
 */
const ISOLATED = [
  "packages/plugin-trace-header/test/{lambda,xray}*.test.ts",
  "examples/src/trace-header.test.ts",
  // Asks whether a request is of the SDK's class, of which there must be one.
  "packages/events/test/neighbours.test.ts",
];

export default defineConfig({
  test: {
    // A busy machine takes more than vitest's own five seconds.
    testTimeout: 20_000,
    env: {
      // The SDK must not look for credentials, a region or a profile outside of the test.
      AWS_ACCESS_KEY_ID: "",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: [
            "packages/*/{src,test}/**/*.test.ts",
            "examples/**/*.test.ts",
            "docs/**/*.test.ts",
            "parity/test/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**", "docs/browser/**", ...ISOLATED],
          // Loading the SDK's clients anew for each file took more than half of the time.
          isolate: false,
          setupFiles: "./vitest.setup.ts",
        },
      },
      { extends: true, test: { name: "isolated", include: ISOLATED } },
    ],
  },
});
