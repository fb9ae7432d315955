import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

/** Runs a program of this folder as a user would, with the clients' environment pointing at an endpoint. */
function runProgram(
  name: string,
  env: Record<string, string> = {},
): Promise<{ stdout: string; stderr: string }> {
  const program = fileURLToPath(new URL(name, import.meta.url));
  return run(process.execPath, ["--import", "tsx", program], {
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
  });
}

test("the demo shows each step of the article, and that all is as it must be", async () => {
  const { stdout, stderr } = await runProgram("./demo.ts");
  expect(stderr).toBe("");
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(/ {2,}/));
  expect(rows.map(([operation, handler]) => `${operation} ${handler}`)).toEqual([
    "operation handler",
    "PutMetricData none",
    "PutMetricData by hand, before-sign",
    "PutMetricData events.use(gzip())",
    "Invoke x-trace-id, before-sign",
    "PutMetricData by hand, 500 then 200",
    "PutMetricData by hand, 500 then 200",
    "All as it must be: each body arrived whole, compressed once an attempt, with a valid signature. undefined",
  ]);
  for (const row of rows.slice(1, -1)) expect(row.at(-1)).toBe("valid");
  expect(rows.slice(2, 4).map((row) => row.at(-2))).toEqual(["gzip", "gzip"]);

  // Sizes of compressed bodies differ from one version of zlib to another.
  const withoutNumbers = (text: string): string => text.replaceAll(/ *\d+/g, " 0");
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  expect(withoutNumbers(readme)).toContain(`\`\`\`\n${withoutNumbers(stdout)}\`\`\``);
});

test("the tour of the events package prints what its handlers see, and needs no network", async () => {
  const { stdout, stderr } = await runProgram("./tour.ts");
  expect(stderr).toBe("");
  expect(stdout).toBe("before-send.lambda.GetFunction /2015-03-31/functions/orders a\nanswered orders\n");
});
