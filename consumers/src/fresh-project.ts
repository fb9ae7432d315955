import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CONSUMERS, type PublishedPackage, readManifest } from "./published-package.js";
import { runCommand } from "./run-command.js";

/** A user's program, and what its author installs besides our packages, in the workspace's own versions. */
export interface Program {
  /** Its folder in `programs/`. */
  readonly folder: string;
  readonly installs: readonly string[];
  /** Further packages to install, as arguments of npm. */
  readonly others?: readonly string[];
}

export const PROGRAMS = {
  typescript: {
    folder: "typescript-esm",
    installs: ["@aws-sdk/client-cloudwatch", "@opentelemetry/api", "@types/node", "typescript"],
  },
  // Without OpenTelemetry: users must be able to leave out an optional peer.
  commonjs: { folder: "commonjs", installs: ["@aws-sdk/client-sqs", "@types/node", "typescript"] },
  lambda: { folder: "lambda", installs: ["@aws-sdk/client-dynamodb", "esbuild"] },
  page: { folder: "vite", installs: ["@aws-sdk/client-cloudwatch", "vite"] },
} as const satisfies Record<string, Program>;

/**
 * Copies a program to a folder outside the workspace. It finds only what npm installs there: the packed
 * packages and its own dependencies.
 */
export async function installProgram(
  program: Program,
  packages: readonly PublishedPackage[],
  temp: string,
): Promise<void> {
  const project = join(temp, program.folder);
  cpSync(join(CONSUMERS, "programs", program.folder), project, { recursive: true });
  const others = [...program.installs.map((name) => installSpec(name)), ...(program.others ?? [])];
  const ours = packages.map(({ tarball }) => tarball);
  await runCommand(project, "npm", "install", "--no-audit", "--no-fund", ...ours, ...others);
  for (const { manifest } of packages) {
    if (!existsSync(join(project, "node_modules", manifest.name)))
      throw new Error(`${manifest.name} is missing`);
  }
}

/**
 * Makes the argument for npm that installs a package of this workspace in the same version.
 *
 * @param name The name to install it as.
 * @param installed The folder where it is installed now.
 */
export function installSpec(name: string, installed = join(CONSUMERS, "node_modules", name)): string {
  const manifest = readManifest(installed);
  return manifest.name === name
    ? `${name}@${manifest.version}`
    : `${name}@npm:${manifest.name}@${manifest.version}`;
}

/** The packages that a program doesn't import, and so doesn't check. */
export function unusedPackages(program: Program, packages: readonly PublishedPackage[]): string[] {
  const folder = join(CONSUMERS, "programs", program.folder);
  const text = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  return packages.map(({ manifest }) => manifest.name).filter((name) => !text.includes(`"${name}"`));
}
