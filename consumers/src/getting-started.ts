import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Checks } from "./checks.js";
import { type Output, type Slip, stepsOf } from "./guide.js";
import { CONSUMERS, type PublishedPackage, ROOT, readManifest } from "./published-package.js";
import { runToEnd } from "./run-command.js";

const PAGE = join(ROOT, "docs", "getting-started.md");

/** Checks that "Getting started" is right: ends at the first command that does something else than it says. */
export async function checkGettingStarted(
  checks: Checks,
  packages: readonly PublishedPackage[],
  temp: string,
): Promise<void> {
  await checks.check("Getting started: each command does, in an empty folder, what the page says", () =>
    walk(readFileSync(PAGE, "utf8"), packages, temp, ({ text }, stdout) => {
      if (stdout.trimEnd() !== text.trimEnd())
        throw new Error(`the page says\n${text}and it printed\n${stdout}`);
    }),
  );
}

/** Writes into "Getting started" what its commands print. */
export async function updateGettingStarted(
  packages: readonly PublishedPackage[],
  temp: string,
): Promise<void> {
  const page = readFileSync(PAGE, "utf8");
  let updated = "";
  let end = 0;
  await walk(page, packages, temp, ({ text, start }, stdout) => {
    updated += `${page.slice(end, start)}${stdout.trimEnd()}\n`;
    end = start + text.length;
  });
  writeFileSync(PAGE, updated + page.slice(end));
}

/** Does what a page says, in an empty folder and with the packed packages in place of published ones. */
async function walk(
  page: string,
  packages: readonly PublishedPackage[],
  temp: string,
  onOutput: (said: Output, stdout: string) => void,
): Promise<void> {
  const project = join(temp, "getting-started");
  mkdirSync(project);
  let stdout = "";
  for (const step of stepsOf(page)) {
    if (step.kind === "file") writeFileSync(join(project, step.name), step.text);
    else if (step.kind === "output") onOutput(step, stdout);
    else {
      const undo = step.slip === undefined ? undefined : slip(project, step.slip);
      for (const command of step.commands) {
        stdout = await run(project, command, packages, undo === undefined ? "succeeds" : "fails");
      }
      undo?.();
    }
  }
}

/** Makes a mistake in a file. Returns what takes it back. */
function slip(project: string, { file, right, wrong }: Slip): () => void {
  const path = join(project, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(right)) throw new Error(`${file} has no ${right} to write ${wrong} for`);
  writeFileSync(path, text.replace(right, wrong));
  return () => writeFileSync(path, text);
}

/** Runs a command of the page. Returns what it printed. */
async function run(
  project: string,
  command: string,
  packages: readonly PublishedPackage[],
  outcome: "succeeds" | "fails",
): Promise<string> {
  const [program = "", ...args] = command.split(" ");
  const isInstall = program === "npm" && args[0] === "install";
  const actual = isInstall
    ? [...args.map((arg) => installed(arg, packages)), "--no-audit", "--no-fund"]
    : args;
  const { end, stdout, stderr } = await runToEnd(project, program, ...actual);
  if ((end === 0) !== (outcome === "succeeds")) {
    throw new Error(`${command} ended with ${end}\n${stdout}${stderr}`);
  }
  return stdout;
}

/** What npm is to install for a package's name: our packed file, or the version that the workspace has. */
function installed(name: string, packages: readonly PublishedPackage[]): string {
  if (name.startsWith("-") || name === "install") return name;
  const ours = packages.find(({ manifest }) => manifest.name === name);
  return ours?.tarball ?? `${name}@${readManifest(join(CONSUMERS, "node_modules", name)).version}`;
}
