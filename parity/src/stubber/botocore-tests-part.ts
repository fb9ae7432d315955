import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { botocoreVersion, PYTHON_DIRECTORY, VENV_DIRECTORY, VENV_PYTHON } from "../python/environment.js";
import type { PartResult, Report } from "../report.js";
import { BridgedClient, type Question } from "./bridged-client.js";

const run = promisify(execFile);

/** The last question of the tests, with their results. */
interface End {
  readonly names: readonly string[];
  readonly failed: readonly (readonly [test: string, trace: string])[];
}

const FILES = ["functional", "unit"] as const;

const HANDLERS =
  "it asserts which of botocore's events its Stubber registers handlers for. Ours is in the client's own stack.";
const VALIDATOR =
  "it mocks botocore's validator and asserts that it was called. The functional tests have refused responses.";

/** Tests of how botocore's Stubber is built, not of what it does. Each must fail here, or the list is out of date. */
const INTERNAL: Readonly<Record<string, string>> = {
  test_stubber_registers_events: HANDLERS,
  test_stubber_unregisters_events: HANDLERS,
  test_context_manager: HANDLERS,
  test_validates_service_response: VALIDATOR,
  test_validate_ignores_response_metadata: VALIDATOR,
};

/** Runs botocore's own tests of its `Stubber`, functional and unit, with ours instead. */
export async function botocoreTestsPart(report: Report): Promise<PartResult> {
  report.heading("botocore's tests of its Stubber, on ours");
  const folder = await testsOf(await botocoreVersion());
  const summary: string[] = [];
  const failures: string[] = [];
  const outdated = new Set(Object.keys(INTERNAL));
  let checks = 0;
  for (const kind of FILES) {
    const { names, failed } = await runTests(`${folder}/${kind}/test_stub.py`);
    for (const [name] of failed) outdated.delete(name);
    const faults = failed.filter(([name]) => !Object.hasOwn(INTERNAL, name));
    failures.push(...faults.map(([name, trace]) => `${kind} ${name}\n${trace}`));
    const count = names.filter((name) => !Object.hasOwn(INTERNAL, name)).length;
    const others = names.length - count;
    checks += count;
    summary.push(
      `botocore's ${kind} tests of its Stubber that pass on ours: ${count - faults.length} of ${count}${others === 0 ? "" : ` (${others} more test how it is built)`}`,
    );
  }
  failures.push(
    ...[...outdated].map(
      (name) => `${name} is in INTERNAL, but it passes or is gone. Remove it from the list.`,
    ),
  );
  return { summary, checks, failures };
}

/** The tests are in botocore's source distribution. pip doesn't install them. */
async function testsOf(version: string): Promise<string> {
  const folder = `${VENV_DIRECTORY}botocore-${version}`;
  const tests = FILES.map((kind) => `botocore-${version}/tests/${kind}/test_stub.py`);
  if (tests.every((file) => existsSync(`${VENV_DIRECTORY}${file}`))) return `${folder}/tests`;
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
  await run("tar", ["xzf", `botocore-${version}.tar.gz`, ...tests], {
    cwd: VENV_DIRECTORY,
  });
  return `${folder}/tests`;
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
      return { names: question.names ?? [], failed: question.failed ?? [] };
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
