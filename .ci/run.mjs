/**
 * Runs every suite and shows its output, also after one has failed. Then it adds up the results. For a test runner it
 * takes the counts from its report. Any other command counts as one.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = mkdtempSync(join(tmpdir(), "tucuxi-ci-"));
// The command from the README. It needs neither pnpm nor Corepack.
const pnpm = ["npx", "-y", "pnpm@12"];
const program = [...pnpm, "exec", "node", "--no-warnings", "--import", "tsx"];

/** The counts in vitest's JSON report. */
function vitestReport(file) {
  return () => {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numTotalTests } = JSON.parse(
      readFileSync(file, "utf8"),
    );
    if (numTotalTests === 0) throw new Error("no test ran");
    // A file that fails to load has no failed tests, but it still counts as a failure.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0) };
  };
}

const unitReport = join(reports, "test.json");
const parityReport = join(reports, "parity.json");
const redisReport = join(reports, "redis.json");
const packagesReport = join(reports, "packages.json");
const typesReport = join(reports, "types.json");
const benchReport = join(reports, "bench.json");
const runtimesReport = join(reports, "runtimes.json");
const servicesReport = join(reports, "services.json");
const secretsReport = join(reports, "secrets.json");
const neighboursReport = join(reports, "neighbours.json");
const pageReport = join(reports, "page.json");
const siteReport = join(reports, "site.json");
const nodesReport = join(reports, "nodes.json");
const suites = [
  { name: "demo", command: [...pnpm, "demo"] },
  {
    name: "test",
    command: [...pnpm, "test", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
    counts: vitestReport(unitReport),
  },
  {
    name: "parity",
    command: [...pnpm, "test:parity"],
    env: { PARITY_REPORT: parityReport },
    counts: () => JSON.parse(readFileSync(parityReport, "utf8")),
  },
  {
    name: "redis",
    command: [
      ...[...pnpm, "test:redis"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${redisReport}`],
    ],
    counts: vitestReport(redisReport),
  },
  { name: "lint", command: [...pnpm, "lint"] },
  { name: "prose", command: [...pnpm, "lint:prose"] },
  { name: "typecheck", command: [...pnpm, "typecheck"] },
  { name: "docs", command: [...pnpm, "docs:build"] },
  {
    name: "site",
    // Runs against the build of the suite before.
    command: [
      ...[...pnpm, "exec", "vitest", "run", "--config", "docs/browser/vitest.config.ts"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${siteReport}`],
    ],
    counts: vitestReport(siteReport),
  },
  // Builds once. The suites after this one skip the build that their scripts start with.
  { name: "build", command: [...pnpm, "build"] },
  {
    name: "packages",
    command: [...program, "consumers/src/main.ts"],
    env: { REPORT: packagesReport },
    counts: () => JSON.parse(readFileSync(packagesReport, "utf8")),
  },
  {
    name: "types",
    command: [...program, "consumers/src/types/main.ts"],
    env: { REPORT: typesReport },
    counts: () => JSON.parse(readFileSync(typesReport, "utf8")),
  },
  {
    name: "bench",
    // Checks only what doesn't depend on the machine, so no times.
    command: [
      ...[...pnpm, "exec", "vitest", "run", "--config", "bench/vitest.config.ts"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${benchReport}`],
    ],
    counts: vitestReport(benchReport),
  },
  {
    name: "runtimes",
    command: [
      ...pnpm,
      ...["exec", "vitest", "run", "--config", "runtimes/vitest.config.ts"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${runtimesReport}`],
    ],
    counts: vitestReport(runtimesReport),
  },
  {
    name: "neighbours",
    // Skips the build, as above.
    command: [
      ...pnpm,
      ...["exec", "vitest", "run", "--config", "neighbours/vitest.config.ts"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${neighboursReport}`],
    ],
    counts: vitestReport(neighboursReport),
  },
  // Twenty clients of all protocols, because all clients take an hour.
  {
    name: "services",
    command: [...pnpm, "test:services"],
    env: { REPORT: servicesReport },
    counts: () => JSON.parse(readFileSync(servicesReport, "utf8")),
  },
  {
    name: "secrets",
    command: [...pnpm, "test:secrets"],
    env: { REPORT: secretsReport },
    counts: () => JSON.parse(readFileSync(secretsReport, "utf8")),
  },
  {
    name: "page",
    command: [
      ...[...pnpm, "test:page"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${pageReport}`],
    ],
    counts: vitestReport(pageReport),
  },
  {
    name: "nodes",
    command: [...pnpm, "test:nodes"],
    env: { REPORT: nodesReport },
    counts: () => JSON.parse(readFileSync(nodesReport, "utf8")),
  },
  // The clone may have only this commit.
  { name: "changesets", command: [...pnpm, "changeset", "status", "--since", "HEAD"] },
];

let passed = 0;
let failed = 0;
const rows = [];
for (const { name, command, env, counts } of suites) {
  console.log(`\n=== ${name}: ${command.join(" ").replace(reports, "…")}`);
  const started = Date.now();
  const { status, error } = spawnSync(command[0], command.slice(1), {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ok = status === 0 && error === undefined;
  let result = { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  if (counts !== undefined) {
    try {
      result = counts();
      // A runner can also fail with good counts, through an unhandled error or a crash.
      if (!ok) result.failed = Math.max(result.failed, 1);
    } catch (cause) {
      console.error(`no report of ${name}: ${cause instanceof Error ? cause.message : cause}`);
      result = { passed: 0, failed: 1 };
    }
  }
  passed += result.passed;
  failed += result.failed;
  rows.push(
    `${result.failed === 0 ? "ok  " : "FAIL"}  ${name}: ${result.passed} passed, ${result.failed} failed (${Math.round((Date.now() - started) / 1000)} s)`,
  );
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n${rows.join("\n")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
