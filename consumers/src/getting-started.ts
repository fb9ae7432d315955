import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Checks } from "./checks.js";
import { type Slip, stepsOf } from "./guide.js";
import { CONSUMERS, type PublishedPackage, ROOT, readManifest } from "./published-package.js";
import { type Output, runToEnd } from "./run-command.js";

const PAGE = join(ROOT, "docs", "getting-started.md");

/**
 * Does what "Getting started" says, in an empty folder and with the packed packages in place of published ones. Ends
 * at the first command that does something else, since the others build on it.
 */
export async function checkGettingStarted(
  checks: Checks,
  packages: readonly PublishedPackage[],
  temp: string,
): Promise<void> {
  const project = join(temp, "getting-started");
  mkdirSync(project);
  let last: Output = { stdout: "", stderr: "" };
  const walk = async (): Promise<void> => {
    for (const step of stepsOf(readFileSync(PAGE, "utf8"))) {
      if (step.kind === "file") writeFileSync(join(project, step.name), step.text);
      else if (step.kind === "output") expectOutput(last, step.text);
      else {
        const undo = step.slip === undefined ? undefined : slip(project, step.slip);
        for (const command of step.commands) {
          last = await run(project, command, packages, undo === undefined ? "succeeds" : "fails");
        }
        undo?.();
      }
    }
  };
  await checks.check("Getting started: each command does, in an empty folder, what the page says", walk);
}

/** Makes a mistake in a file. Returns what takes it back. */
function slip(project: string, { file, right, wrong }: Slip): () => void {
  const path = join(project, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(right)) throw new Error(`${file} has no ${right} to write ${wrong} for`);
  writeFileSync(path, text.replace(right, wrong));
  return () => writeFileSync(path, text);
}

async function run(
  project: string,
  command: string,
  packages: readonly PublishedPackage[],
  outcome: "succeeds" | "fails",
): Promise<Output> {
  const [program = "", ...args] = command.split(" ");
  const isInstall = program === "npm" && args[0] === "install";
  const actual = isInstall
    ? [...args.map((arg) => installed(arg, packages)), "--no-audit", "--no-fund"]
    : args;
  const { end, ...output } = await runToEnd(project, program, ...actual);
  if ((end === 0) !== (outcome === "succeeds")) {
    throw new Error(`${command} ended with ${end}\n${output.stdout}${output.stderr}`);
  }
  return output;
}

/** What npm is to install for a package's name: our packed file, or the version that the workspace has. */
function installed(name: string, packages: readonly PublishedPackage[]): string {
  if (name.startsWith("-") || name === "install") return name;
  const ours = packages.find(({ manifest }) => manifest.name === name);
  return ours?.tarball ?? `${name}@${readManifest(join(CONSUMERS, "node_modules", name)).version}`;
}

function expectOutput({ stdout }: Output, text: string): void {
  if (stdout.trimEnd() !== text.trimEnd()) {
    throw new Error(`the page says\n${text}and it printed\n${stdout}`);
  }
}
