import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { VENV_PYTHON } from "./python/environment.js";
import type { PartResult, Report } from "./report.js";

const COMPARE = fileURLToPath(new URL("../../examples/recipes/harness/compare.ts", import.meta.url));

/** Runs each boto3 recipe and its port, and compares them. A recipe that differs by intent says so. */
export async function recipesPart(report: Report): Promise<PartResult> {
  report.heading("Recipes");
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--import", "tsx", COMPARE, "--live", VENV_PYTHON],
    {
      stdio: ["ignore", "pipe", "inherit"],
      // The script itself sets the variables of its endpoints.
      env: { PATH: process.env["PATH"] },
    },
  );
  let last = "";
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    if (last !== "") report.line(last);
    last = line;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return {
    summary: [last],
    checks: Number(/\d+/.exec(last)?.[0] ?? 1),
    failures: code === 0 ? [] : [`recipes: ${last}`],
  };
}
