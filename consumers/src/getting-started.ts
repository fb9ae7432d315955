import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectNone } from "./checks.js";
import { installSpec } from "./fresh-project.js";
import { type PublishedPackage, ROOT } from "./published-package.js";
import { runCommand, runToEnd } from "./run-command.js";

interface Step {
  readonly run: string;
  /** A mistake that the page asks you to make first. The command then finds it. */
  readonly slip?: readonly [file: string, right: string, wrong: string];
  /** Whether the page leaves out its output. */
  readonly isQuiet?: true;
}

/** The page's steps, in order. */
const STEPS: readonly Step[] = [
  { run: "npx tsx first.ts" },
  { run: "npx tsc", slip: ["first.ts", "before-sign.dynamodb.PutItem", "before-sign.dynamodb.PutItm"] },
  { run: "npx tsc", slip: ["first.ts", "parsed?.Item?", "parsed?.Items?"] },
  { run: "npx tsx split.ts" },
  { run: "npx tsx tenants.ts" },
  { run: "node --import tsx --test test-tenant.ts", isQuiet: true },
  { run: "npx tsx ported.ts" },
  { run: "npx tsc", isQuiet: true },
];

/** Follows "Getting started", and checks that its commands print what the page shows. */
export async function checkGettingStarted(
  packages: readonly PublishedPackage[],
  temp: string,
): Promise<void> {
  const page = readFileSync(join(ROOT, "docs", "getting-started.md"), "utf8");
  const project = join(temp, "getting-started");
  cpSync(join(ROOT, "examples", "src", "getting-started"), project, { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  writeFileSync(join(project, "tsconfig.json"), /^```json\n(.*?)^```/ms.exec(page)?.[1] ?? "");
  const named = [...page.matchAll(/^npm install (.*)$/gm)]
    .flatMap(([, names = ""]) => names.split(" "))
    .filter((name) => !name.startsWith("-"));
  const specs = named.map(
    (name) => packages.find(({ manifest }) => manifest.name === name)?.tarball ?? installSpec(name),
  );
  await runCommand(project, "npm", "install", "--no-audit", "--no-fund", ...specs);

  const problems: string[] = [];
  for (const { run, slip, isQuiet } of STEPS) {
    const undo = slip && change(project, ...slip);
    const [program = "", ...args] = run.split(" ");
    const { end, stdout, stderr } = await runToEnd(project, program, ...args);
    undo?.();
    if ((end === 0) !== (slip === undefined)) problems.push(`${run} ended with ${end}\n${stdout}${stderr}`);
    const shown = `\`\`\`sh\n${run}\n\`\`\`\n${isQuiet ? "" : `\n\`\`\`\n${stdout.trimEnd()}\n\`\`\`\n`}`;
    if (!page.includes(shown)) problems.push(`The page doesn't have\n${shown}`);
  }
  expectNone(problems);
}

/** Changes a file. @returns a function that reverts it. */
function change(project: string, file: string, right: string, wrong: string): () => void {
  const path = join(project, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(right))
    throw new Error(`${file} doesn't contain ${right}, to be replaced with ${wrong}`);
  writeFileSync(path, text.replace(right, wrong));
  return () => writeFileSync(path, text);
}
