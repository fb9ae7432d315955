import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { type Checks, expectNone } from "./checks.js";
import { installSpec } from "./fresh-project.js";
import { type PublishedPackage, ROOT } from "./published-package.js";
import { runCommand, runToEnd } from "./run-command.js";

/** A complete program in a README, which starts with its imports, and what the README says about it. */
interface ReadmeProgram {
  readonly title: string;
  readonly text: string;
  /** The packages that it imports. */
  readonly packages: readonly string[];
  /** The command that runs it. The last word is the file. */
  readonly command: string;
  /** What it prints, if the README shows it. */
  readonly prints: string | undefined;
}

/** The command to use if the README doesn't have one for the program's language. */
const DEFAULT_COMMAND = "npx tsx program.mts";

/** It needs a server that an empty folder doesn't have. `pnpm test:redis` runs it. */
const NEEDS_A_SERVER = "ioredis";

/** Checks that each program of a README runs in an empty folder, and prints what the README shows. */
export async function checkReadmePrograms(
  checks: Checks,
  packages: readonly PublishedPackage[],
  temp: string,
): Promise<void> {
  const readmes = ["README.md", ...packages.map(({ folder }) => join("packages", folder, "README.md"))];
  const programs = readmes
    .flatMap(programsOf)
    .filter(({ packages: imported }) => !imported.includes(NEEDS_A_SERVER));
  const project = join(temp, "readme-programs");
  mkdirSync(project);
  await checks.check("READMEs: npm install", async () => {
    await runCommand(project, "npm", "init", "-y");
    const others = new Set(programs.flatMap((program) => program.packages));
    for (const { manifest } of packages) others.delete(manifest.name);
    const specs = ["tsx", ...others].map((name) => installSpec(name));
    const ours = packages.map(({ tarball }) => tarball);
    await runCommand(project, "npm", "install", "--no-audit", "--no-fund", ...ours, ...specs);
  });
  for (const program of programs) await checks.check(program.title, () => run(program, project));
}

/** The programs of a README. Blocks without imports are parts of other programs. */
function programsOf(readme: string): ReadmeProgram[] {
  const page = readFileSync(join(ROOT, readme), "utf8");
  const blocks = [...page.matchAll(/^```(?<language>ts|js)\n(?<text>import .*?)^```$/gms)];
  return blocks.map(({ index, groups: { language = "", text = "" } = {} }, place) => {
    const after = page.slice(index, blocks[place + 1]?.index);
    const commands = (part: string) =>
      [...part.matchAll(/(?:^|`)((?:node|npx) [^`\n]*\.m?(ts|js))(?:`|$)/gm)]
        .filter(([, , extension]) => extension === language)
        .map(([, command]) => command);
    return {
      title: `${readme}, line ${page.slice(0, index).split("\n").length}: runs`,
      text,
      packages: packagesOf(text),
      command: commands(after)[0] ?? commands(page.slice(0, index)).at(-1) ?? DEFAULT_COMMAND,
      prints: /^It prints[^\n]*\n\n```\n(.*?)^```$/ms.exec(after)?.[1],
    };
  });
}

/** The names of the packages that a program imports. */
function packagesOf(text: string): string[] {
  const specifiers = [...text.matchAll(/^(?:import|\}) .*?"(.*)";$/gm)].map(
    ([, specifier = ""]) => specifier,
  );
  return specifiers
    .filter((specifier) => !isBuiltin(specifier))
    .map((specifier) => /^(?:@[^/]*\/)?[^/]*/.exec(specifier)?.[0] ?? specifier);
}

async function run({ text, command, prints }: ReadmeProgram, project: string): Promise<void> {
  writeFileSync(join(project, command.split(" ").at(-1) ?? ""), text);
  // The guard's program asks for confirmation. The recorder's replays what a reader recorded, if CI is set.
  const typed = `unset CI; echo yes | ${command}`;
  const { end, stdout, stderr } = await runToEnd(project, "sh", "-c", typed);
  const problems = end === 0 ? [] : [`${command} ended with ${end}\n${stdout}${stderr}`];
  if (prints !== undefined && lasting(stdout) !== lasting(prints)) {
    problems.push(`The README shows the output\n${prints}but the program prints\n${stdout}`);
  }
  expectNone(problems);
}

/** Removes times, ids and ports, which differ in each run. */
function lasting(output: string): string {
  return output
    .replaceAll(/\b[\da-f]{32}\b|\b[\da-f]{8}-[\da-f-]{27}\b/g, "ID")
    .replaceAll(/\b\d\d:\d\d:\d\d\.\d{3}\b|[\d.]+ ms\b|(?<=127\.0\.0\.1:)\d+/g, "0");
}
