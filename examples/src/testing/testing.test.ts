import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("the example for node:test passes there", async () => {
  const file = fileURLToPath(new URL("node-test.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", "--import", "tsx", "--test", "--test-reporter", "tap", file],
    { env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  );
  expect(stdout).toContain("# pass 1");
  expect(stdout).toContain("# fail 0");
});
