import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { botocoreVersion, PYTHON_DIRECTORY, VENV_DIRECTORY, VENV_PYTHON } from "../python/environment.js";
import type { PartResult, Report } from "../report.js";
import { BridgedClient, type Question } from "./bridged-client.js";

const run = promisify(execFile);

/** The end of what the tests ask: how they went. */
interface End {
  readonly run: number;
  readonly failed: readonly (readonly [test: string, trace: string])[];
}

/** Runs botocore's own functional tests of its `Stubber` with ours in its place. */
export async function botocoreTestsPart(report: Report): Promise<PartResult> {
  report.heading("botocore's tests of its Stubber, on ours");
  const { run: count, failed } = await runTests(await testsOf(await botocoreVersion()));
  return {
    summary: [
      `botocore's functional tests of its Stubber that pass on ours: ${count - failed.length} of ${count}`,
    ],
    checks: count,
    failures: failed.map(([test, trace]) => `${test}\n${trace}`),
  };
}

/** The tests are in botocore's source distribution, and not in what pip installs. */
async function testsOf(version: string): Promise<string> {
  const folder = `${VENV_DIRECTORY}botocore-${version}`;
  const file = `${folder}/tests/functional/test_stub.py`;
  if (existsSync(file)) return file;
  const download = [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--no-deps",
    "--no-binary",
    ":all:",
    `botocore==${version}`,
  ];
  await run(VENV_PYTHON, download, { cwd: VENV_DIRECTORY });
  await run(
    "tar",
    ["xzf", `botocore-${version}.tar.gz`, `botocore-${version}/tests/functional/test_stub.py`],
    {
      cwd: VENV_DIRECTORY,
    },
  );
  return file;
}

async function runTests(file: string): Promise<End> {
  const python = spawn(VENV_PYTHON, ["-u", "stubber_tests.py", file], {
    cwd: PYTHON_DIRECTORY,
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env["PATH"], AWS_EC2_METADATA_DISABLED: "true" },
  });
  const clients: BridgedClient[] = [];
  for await (const line of createInterface({ input: python.stdout })) {
    const question: Question & Partial<End> = JSON.parse(line);
    if (question.do === "end") {
      python.stdin.end();
      return { run: question.run ?? 0, failed: question.failed ?? [] };
    }
    python.stdin.write(`${JSON.stringify(await answer(question, clients))}\n`);
  }
  throw new Error("python/stubber_tests.py ended without a result");
}

async function answer(question: Question, clients: BridgedClient[]): Promise<object> {
  if (question.do === "client") return { id: clients.push(new BridgedClient(question.service)) - 1 };
  const client = clients[question.client ?? -1];
  if (client === undefined) throw new Error(`there is no client ${question.client}`);
  return client.answer(question);
}
