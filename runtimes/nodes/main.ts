/**
 * Runs the tests on each supported Node.js: `main.ts [MAJOR…]`. The versions run one after another. Processes that the
 * tests start use the same binary, which npm downloads.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ROOT } from "../../consumers/src/published-package.js";
import { NODE_VERSIONS, runtimeBinary } from "../src/runtime-binary.js";

const VITEST = join(ROOT, "node_modules", "vitest", "vitest.mjs");

/** A run of vitest, with its title and arguments. */
interface Run {
  readonly title: string;
  readonly args: readonly string[];
}

/**
 * The tests that run in Node.js processes. The documentation and botocore's recordings don't depend on the runtime, so
 * only `pnpm test` checks them.
 */
const NEWEST_CLIENTS: Run = { title: "newest clients", args: ["packages/", "examples/src/"] };
const OLDEST_CLIENTS: Run = {
  title: "oldest clients",
  args: ["--config", "runtimes/vitest.config.ts", "--project", "oldest clients"],
};

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs vitest with a Node.js version. Shows its output if it fails. */
async function runTests(node: string, { title, args }: Run, temp: string): Promise<Counts> {
  const report = join(temp, "report.json");
  const path = `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const started = performance.now();
  const child = spawn(node, [VITEST, "run", ...args, ...reporters], {
    cwd: ROOT,
    env: { ...process.env, PATH: path, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  const counts = countsOf(report, code);
  rmSync(report, { force: true });
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `${counts.failed === 0 ? "ok  " : "FAIL"}  ${title}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`,
  );
  if (counts.failed > 0) console.log(output);
  return counts;
}

/** A run also fails if it exits badly despite its report, or writes no report. */
function countsOf(report: string, code: number | null): Counts {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as Record<
      "numPassedTests" | "numFailedTests",
      number
    >;
    const hasFailed = code !== 0 || numPassedTests === 0;
    return { passed: numPassedTests, failed: Math.max(numFailedTests, hasFailed ? 1 : 0) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** The versions with these majors. Without majors, all except the one that `pnpm test` runs on. */
function chosenVersions(majors: readonly string[]): readonly string[] {
  const majorOf = (version: string): string => version.split(".")[0] ?? "";
  const unknown = majors.find((major) => !NODE_VERSIONS.some((version) => majorOf(version) === major));
  if (unknown !== undefined) {
    throw new Error(
      `Node.js "${unknown}" isn't tested here. Choose from ${NODE_VERSIONS.map(majorOf).join(", ")}.`,
    );
  }
  return majors.length > 0
    ? NODE_VERSIONS.filter((version) => majors.includes(majorOf(version)))
    : NODE_VERSIONS.filter((version) => majorOf(version) !== majorOf(process.versions.node));
}

const temp = mkdtempSync(join(tmpdir(), "tucuxi-nodes-"));
try {
  const results: Counts[] = [];
  const chosen = chosenVersions(process.argv.slice(2));
  const [oldest, newest] = [NODE_VERSIONS[0], NODE_VERSIONS.at(-1)];
  for (const version of NODE_VERSIONS) {
    const isEnd = version === oldest || version === newest;
    if (!chosen.includes(version) && !isEnd) continue;
    const node = await runtimeBinary("node", version);
    console.log(`\nNode.js ${version}`);
    if (chosen.includes(version)) results.push(await runTests(node, NEWEST_CLIENTS, temp));
    if (isEnd) results.push(await runTests(node, OLDEST_CLIENTS, temp));
  }
  const sum = (key: keyof Counts): number => results.reduce((total, counts) => total + counts[key], 0);
  const counts: Counts = { passed: sum("passed"), failed: sum("failed") };
  const { REPORT } = process.env;
  if (REPORT !== undefined && REPORT !== "") writeFileSync(REPORT, `${JSON.stringify(counts)}\n`);
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
