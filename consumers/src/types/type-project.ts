import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installSpec, type Program } from "../fresh-project.js";
import { ROOT } from "../published-package.js";
import { runCommand } from "../run-command.js";

/**
 * The compilers for `programs/types`: our own TypeScript, the major version before it, and the oldest that is supported.
 * That is 5.7, the first one with `Uint8Array<ArrayBuffer>`.
 */
export const COMPILERS = ["typescript", "typescript-6", "typescript-5"] as const;

/** The ways to resolve packages. All must find the same declarations. */
export const RESOLUTIONS = [
  { module: "NodeNext", moduleResolution: "NodeNext" },
  { module: "Node16", moduleResolution: "Node16" },
  { module: "Preserve", moduleResolution: "Bundler" },
] as const;

const COST_CLIENTS = [
  "@aws-sdk/client-cloudwatch",
  "@aws-sdk/client-dynamodb",
  "@aws-sdk/client-glue",
  "@aws-sdk/client-iam",
  "@aws-sdk/client-kms",
  "@aws-sdk/client-lambda",
  "@aws-sdk/client-s3",
  "@aws-sdk/client-sns",
  "@aws-sdk/client-sqs",
  "@aws-sdk/client-ssm",
] as const;

/** Where the oldest supported clients are installed. */
const OLDEST = join(ROOT, "runtimes", "oldest-clients", "node_modules", "@aws-sdk");

/** The project of the type tests. The newest and oldest clients each have a copy of the SDK's types. */
export const TYPES = {
  folder: "types",
  installs: ["@aws-sdk/lib-dynamodb", "@opentelemetry/api", "@types/node", ...COMPILERS, ...COST_CLIENTS],
  others: ["cloudwatch", "s3"].map((service) =>
    installSpec(`oldest-client-${service}`, join(OLDEST, `client-${service}`)),
  ),
} as const satisfies Program;

/** The type tests of `@tucuxi/events`, changed to import the package instead of its sources. */
export function addEventsTypeTests(project: string): void {
  const tests = readFileSync(join(ROOT, "packages", "events", "test", "types.test-d.ts"), "utf8");
  const published = tests
    .replaceAll('"../src/index.js"', '"@tucuxi/events"')
    .replaceAll('"../src/plugin.js"', '"@tucuxi/events/plugin"');
  writeFileSync(join(project, "events.ts"), published);
}

/** Compiles programs of a project in strict mode. @returns the compiler's output. */
export async function compile(
  project: string,
  compiler: (typeof COMPILERS)[number],
  programs: readonly string[],
  options: Readonly<Record<string, string | boolean>>,
): Promise<string> {
  const config = join(project, "tsconfig.json");
  const compilerOptions = {
    target: "ES2022",
    lib: ["ES2023", "ESNext.Disposable"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    ...options,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files: programs }));
  const tsc = join(project, "node_modules", compiler, "bin", "tsc");
  const { stdout } = await runCommand(
    project,
    process.execPath,
    tsc,
    "-p",
    config,
    ...(options["extendedDiagnostics"] === true ? ["--singleThreaded"] : []),
  );
  return stdout;
}
